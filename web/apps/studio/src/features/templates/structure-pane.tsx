import { ActionIcon, ActionMenu } from "@aqtra/ui";
import { Box, Button, ButtonBase, Typography } from "@mui/material";
import { FileText, Plus } from "lucide-react";
import { useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import type { Band, BandKind, Element, ElementKind } from "./api";
import { BAND_ICONS, ELEMENT_ICONS } from "./icons";
import { firstArray } from "./model-paths";
import { BAND_ORDER, CELL_KINDS, ELEMENT_KINDS, newBand, newElement } from "./new-parts";
import type { Selection } from "./selection";
import { DOCUMENT } from "./selection";
import { addBand, addElement, moveElement, removeElement } from "./tree";
import type { Editing } from "./use-history";

interface StructureProps {
  editing: Editing;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

/** The bands in the order in which they are printed, with what stands in them. */
export function StructurePane(props: StructureProps) {
  const { t } = useTranslation("templates");
  const { editing, selection, onSelect } = props;
  return (
    <Box sx={{ p: 2, display: "grid", gap: 1, gridTemplateColumns: "minmax(0, 1fr)" }}>
      <Row icon={FileText} label={editing.content.name || t("new")} isSelected={selection.kind === "document"} onClick={() => onSelect(DOCUMENT)} />
      {BAND_ORDER.map((kind) => (
        <BandsOf key={kind} kind={kind} {...props} />
      ))}
    </Box>
  );
}

function BandsOf({ kind, ...props }: StructureProps & { kind: BandKind }) {
  const { t } = useTranslation("templates");
  const { editing, onSelect } = props;
  const bands = editing.content.bands.filter((band) => band.kind === kind);
  const add = (): void => {
    const band = newBand(kind);
    editing.change((content) => addBand(content, band));
    onSelect({ kind: "band", id: band.id });
  };
  return (
    <>
      {bands.map((band) => (
        <BandTree key={band.id} band={band} {...props} />
      ))}
      {(bands.length === 0 || kind === "detail") && (
        <Button size="small" variant="text" color="secondary" startIcon={<Plus size={14} aria-hidden />} onClick={add} sx={{ justifyContent: "flex-start" }}>
          {t("bands.add", { name: t(`bands.${kind}`) })}
        </Button>
      )}
    </>
  );
}

function BandTree({ band, ...props }: StructureProps & { band: Band }) {
  const { t } = useTranslation("templates");
  const { selection, onSelect } = props;
  const title = band.array ? t("bands.per", { array: band.array }) : t(`bands.${band.kind}`);
  return (
    <Box component="section" aria-label={title} sx={{ mt: 1 }}>
      <Row
        icon={BAND_ICONS[band.kind]}
        label={title}
        strong
        isSelected={selection.kind === "band" && selection.id === band.id}
        onClick={() => onSelect({ kind: "band", id: band.id })}
        action={<AddButton owner={band.id} name={title} kinds={isRunning(band) ? RUNNING_KINDS : ELEMENT_KINDS} {...props} />}
      />
      <Elements elements={band.elements} {...props} />
    </Box>
  );
}

/** Headers and footers of the page cannot end it. */
const RUNNING_KINDS = ELEMENT_KINDS.filter((kind) => kind !== "page_break");
const isRunning = ({ kind }: Band): boolean => kind === "page_header" || kind === "page_footer";

function Elements({ elements, ...props }: StructureProps & { elements: readonly Element[] }) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0, pl: 4, listStyle: "none" }}>
      {elements.map((element) => (
        <ElementRow key={element.id} element={element} {...props} />
      ))}
    </Box>
  );
}

function ElementRow({ element, ...props }: StructureProps & { element: Element }) {
  const { t } = useTranslation("templates");
  const { editing, selection, onSelect } = props;
  const isSelected = selection.kind === "element" && selection.id === element.id;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Delete") {
      editing.change((content) => removeElement(content, element.id));
      onSelect(DOCUMENT);
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      editing.change((content) => moveElement(content, element.id, event.key === "ArrowUp" ? -1 : 1));
    }
  };
  return (
    <li>
      <Row
        icon={ELEMENT_ICONS[element.kind]}
        label={element.name}
        hint={hintOf(element)}
        isSelected={isSelected}
        onClick={() => onSelect({ kind: "element", id: element.id })}
        onKeyDown={onKeyDown}
      />
      {element.kind === "panel" &&
        element.cells.map((cell, index) => (
          <Box key={cell.id} sx={{ pl: 4 }}>
            <Box sx={{ display: "flex", alignItems: "center", minHeight: 28 }}>
              <Typography variant="caption" color="textSecondary" sx={{ flexGrow: 1 }}>
                {t("panel.cell", { number: index + 1 })}
              </Typography>
              <AddButton owner={cell.id} name={t("panel.cell", { number: index + 1 })} kinds={CELL_KINDS} {...props} />
            </Box>
            <Elements elements={cell.elements} {...props} />
          </Box>
        ))}
    </li>
  );
}

function hintOf(element: Element): string {
  switch (element.kind) {
    case "text":
      return element.text;
    case "rich_text":
      return element.paragraphs[0]?.pieces.map((piece) => piece.text).join("") ?? "";
    case "table":
      return element.array;
    default:
      return "";
  }
}

interface AddButtonProps extends StructureProps {
  /** A band or a cell. */
  owner: string;
  name: string;
  kinds: readonly ElementKind[];
}

function AddButton({ owner, name, kinds, editing, onSelect }: AddButtonProps) {
  const { t } = useTranslation("templates");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const add = (kind: ElementKind): void => {
    const element = newElement(kind, t(`kinds.${kind}`), firstArray(editing.content));
    editing.change((content) => addElement(content, owner, element));
    onSelect({ kind: "element", id: element.id });
    setAnchor(null);
  };
  return (
    <>
      <ActionIcon icon={Plus} size="small" name={t("addTo", { name })} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)} />
      <ActionMenu
        anchor={anchor}
        onClose={() => setAnchor(null)}
        items={kinds.map((kind) => ({ id: kind, label: t(`kinds.${kind}`), icon: ELEMENT_ICONS[kind], onClick: () => add(kind) }))}
      />
    </>
  );
}

interface RowProps {
  icon: typeof FileText;
  label: string;
  hint?: string;
  strong?: boolean;
  isSelected: boolean;
  onClick: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  action?: React.ReactNode;
}

function Row({ icon: Icon, label, hint, strong = false, isSelected, onClick, onKeyDown, action }: RowProps) {
  return (
    <Box sx={{ display: "flex", alignItems: "center", borderRadius: 1, bgcolor: isSelected ? "tone.selected" : undefined, "&:hover": { bgcolor: isSelected ? "tone.selected" : "tone.hover" } }}>
      <ButtonBase
        onClick={onClick}
        onKeyDown={onKeyDown}
        aria-current={isSelected || undefined}
        sx={{ flex: "1 1 0", minWidth: 0, minHeight: 32, px: 2, gap: 2, justifyContent: "flex-start", borderRadius: 1 }}
      >
        <Box component={Icon} size={16} aria-hidden strokeWidth={1.75} sx={{ flex: "none", color: isSelected ? "primary.main" : "text.secondary" }} />
        <Typography variant="body2" noWrap sx={{ fontWeight: strong ? 600 : undefined, flex: hint ? "none" : undefined, maxWidth: hint ? "60%" : undefined }}>
          {label}
        </Typography>
        {hint && (
          <Typography variant="caption" color="textSecondary" noWrap sx={{ minWidth: 0 }}>
            {hint}
          </Typography>
        )}
      </ButtonBase>
      {action}
    </Box>
  );
}

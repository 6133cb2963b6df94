/** Accent outline of the selected element, the way to it, and what can be done with it. */

import { definitionOf } from "@aqtra/components";
import type { Located } from "@aqtra/model";
import { arrangesPanels, isTable } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box, ButtonBase, Divider } from "@mui/material";
import { useDraggable } from "@dnd-kit/core";
import {
  ArrowDown, ArrowUp, ClipboardPaste, Copy, CopyPlus, Database, GripVertical, SlidersHorizontal, Trash2,
} from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useSelector } from "react-redux";

import { isContainerKind } from "../dnd";
import type { DragData } from "../dnd";
import type { WithEditor } from "../state";
import {
  copy, duplicate, nudge, pasteAt, remove, selectElement, useEditorDispatch, viewChanged,
} from "../state";
import { place } from "./outline";
import type { Rect } from "./use-rect";

const BAR_HEIGHT = 30;

interface SelectionProps {
  rect: Rect;
  located: Located;
  onProperties: () => void;
}

export function Selection({ rect, located, onProperties }: SelectionProps) {
  const above = rect.top >= BAR_HEIGHT + 4;
  // Above its element when there is room, otherwise below it; a page has its bar inside.
  const top = located.ancestors.length === 0 ? 4 : above ? -BAR_HEIGHT - 4 : rect.height + 4;
  return (
    <Box sx={{ ...place(rect), outline: 2, outlineColor: "primary.main", outlineOffset: -1, borderRadius: "3px" }} data-testid="selection">
      {located.ancestors.length > 0 && (
        <Box sx={{ position: "absolute", left: -1, top, maxWidth: "min(720px, calc(100vw - 620px))", display: "flex", pointerEvents: "auto" }}>
          <SelectionBar
            id={located.element.id}
            name={located.element.name}
            kind={located.element.kind}
            isFirst={located.index === 0}
            isLast={located.index === (located.ancestors.at(-1)?.children.length ?? 1) - 1}
            slot={slotIn(located.ancestors.at(-1)?.kind ?? "")}
            path={located.ancestors.slice(-2).map((ancestor) => `${ancestor.id} ${ancestor.name}`).join("\n")}
            onProperties={onProperties}
          />
        </Box>
      )}
    </Box>
  );
}

interface SelectionBarProps {
  id: string;
  name: string;
  kind: string;
  isFirst: boolean;
  isLast: boolean;
  /** A panel that another element arranges stays there; a cell of a table can neither be copied in place nor deleted. */
  slot: "none" | "panel" | "cell";
  /** One line per container around the element: its id, a space, its name. */
  path: string;
  onProperties: () => void;
}

/** Takes plain values, so that typing into a setting of the element does not draw it again. */
const SelectionBar = memo(function SelectionBar({ id, name, kind, isFirst, isLast, slot, path, onProperties }: SelectionBarProps) {
  const { t } = useTranslation("editor");
  const dispatch = useEditorDispatch();
  const hasClipboard = useSelector((state: WithEditor) => state.editor.clipboard !== null);
  const dataSetting = dataSettingOf(kind);
  const ancestors = path.split("\n").map((line) => ({ id: line.slice(0, line.indexOf(" ")), name: line.slice(line.indexOf(" ") + 1) }));
  return (
    <Box
      role="toolbar"
      aria-label={t("canvas.toolbar", { name })}
      sx={(theme) => ({
        display: "flex",
        alignItems: "center",
        height: BAR_HEIGHT,
        px: 0.5,
        borderRadius: 1,
        border: 1,
        borderColor: "divider",
        bgcolor: "tone.raised",
        boxShadow: `0 2px 8px ${theme.alpha(theme.vars.palette.common.black, 0.12)}`,
        "& .MuiIconButton-root": { width: 26, height: 26 },
      })}
    >
      {slot === "none" && <Handle elementId={id} name={name} />}
      <Box component="nav" aria-label={t("canvas.path")} sx={{ display: "flex", alignItems: "center", minWidth: 0, overflow: "hidden" }}>
        {ancestors.map((ancestor) => (
          <Crumb key={ancestor.id} text={ancestor.name} onClick={() => dispatch(selectElement(ancestor.id))} />
        ))}
        <Box component="span" sx={{ px: 1, typography: "caption", fontWeight: 600, whiteSpace: "nowrap" }}>{name}</Box>
      </Box>
      <Divider orientation="vertical" flexItem sx={{ mx: 1, my: 1.5 }} />
      <ActionIcon icon={ArrowUp} iconSize={15} name={t("canvas.moveBack")} disabled={isFirst} onClick={() => dispatch(nudge(id, -1))} />
      <ActionIcon icon={ArrowDown} iconSize={15} name={t("canvas.moveOn")} disabled={isLast} onClick={() => dispatch(nudge(id, 1))} />
      <ActionIcon icon={Copy} iconSize={15} name={t("canvas.copy")} onClick={() => dispatch(copy(id))} />
      {hasClipboard && <ActionIcon icon={ClipboardPaste} iconSize={15} name={t("canvas.paste")} onClick={() => dispatch(pasteAt(id, isContainerKind))} />}
      {slot !== "cell" && <ActionIcon icon={CopyPlus} iconSize={15} name={t("canvas.duplicate")} onClick={() => dispatch(duplicate(id))} />}
      {dataSetting && (
        <ActionIcon
          icon={Database}
          iconSize={15}
          name={t("canvas.dataField")}
          onClick={() => {
            onProperties();
            dispatch(viewChanged({ side: "properties", setting: dataSetting }));
          }}
        />
      )}
      <ActionIcon
        icon={SlidersHorizontal}
        iconSize={15}
        name={t("canvas.properties")}
        onClick={() => {
          onProperties();
          dispatch(viewChanged({ side: "properties" }));
        }}
      />
      {slot !== "cell" && <ActionIcon icon={Trash2} iconSize={15} name={t("canvas.delete")} onClick={() => dispatch(remove(id))} sx={{ "&:hover": { color: "error.main" } }} />}
    </Box>
  );
});

function slotIn(parent: string): SelectionBarProps["slot"] {
  if (!arrangesPanels(parent)) return "none";
  return isTable(parent) ? "cell" : "panel";
}

function Crumb({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <>
      <ButtonBase onClick={onClick} sx={{ px: 1, height: 22, borderRadius: "4px", typography: "caption", color: "text.secondary", minWidth: 24, "&:hover": { bgcolor: "tone.hover", color: "text.primary" } }}>
        <Box component="span" sx={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", maxWidth: 110 }}>{text}</Box>
      </ButtonBase>
      <Box component="span" aria-hidden sx={{ color: "text.disabled", typography: "caption" }}>›</Box>
    </>
  );
}

/** The keyboard's way to drag: Space picks the element up, arrows walk through the places, Space drops. */
function Handle({ elementId, name }: { elementId: string; name: string }) {
  const { t } = useTranslation("editor");
  const data: DragData = { from: "canvas", element: elementId };
  const { attributes, listeners, setNodeRef } = useDraggable({ id: `handle:${elementId}`, data: { read: () => data } });
  return (
    <ActionIcon
      {...attributes}
      {...listeners}
      ref={setNodeRef}
      icon={GripVertical}
      iconSize={15}
      name={t("canvas.drag", { name })}
      sx={{ cursor: "grab", touchAction: "none" }}
    />
  );
}

/** The setting that says where the element's data comes from. */
function dataSettingOf(kind: string): string | undefined {
  const settings = definitionOf(kind)?.settings ?? {};
  return ["binding", "component", "data_object"].find((setting) => setting in settings && settings[setting]?.panel === "Common");
}

import { ActionIcon } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { ArrowDown, ArrowUp, Copy, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Element } from "./api";
import { BandProperties } from "./band-properties";
import { DocumentProperties } from "./document-properties";
import { ElementProperties } from "./element-properties";
import { scopeOf } from "./model-paths";
import { DOCUMENT } from "./selection";
import type { Selection } from "./selection";
import { changeElement, copyOf, findElement, insertAfter, moveElement, removeElement } from "./tree";
import type { Editing } from "./use-history";

interface PropertiesProps {
  editing: Editing;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

export function PropertiesPane(props: PropertiesProps) {
  const { t } = useTranslation("templates");
  return (
    <Box
      component="section"
      aria-label={t("properties")}
      sx={{ width: { md: 336 }, flex: "none", minHeight: 0, overflow: "auto", borderLeft: { md: 1 }, borderTop: { xs: 1, md: 0 }, borderColor: { xs: "divider", md: "divider" }, bgcolor: "background.paper" }}
    >
      <Selected {...props} />
    </Box>
  );
}

function Selected({ editing, selection, onSelect }: PropertiesProps) {
  const band = selection.kind === "band" ? editing.content.bands.find(({ id }) => id === selection.id) : undefined;
  if (band) return <BandProperties key={band.id} band={band} editing={editing} onRemoved={() => onSelect(DOCUMENT)} />;
  const found = selection.kind === "element" ? findElement(editing.content, selection.id) : null;
  if (!found) return <DocumentProperties editing={editing} />;
  const { element, band: around } = found;
  return (
    <>
      <ElementHead element={element} editing={editing} onSelect={onSelect} />
      <ElementProperties
        key={element.id}
        element={element}
        content={editing.content}
        array={around.array}
        scope={scopeOf(editing.content, around.array)}
        onChange={(changed, about) => editing.change((content) => changeElement(content, changed), about === "" ? "" : `${element.id}:${about}`)}
      />
    </>
  );
}

function ElementHead({ element, editing, onSelect }: { element: Element } & Pick<PropertiesProps, "editing" | "onSelect">) {
  const { t } = useTranslation("templates");
  const { change } = editing;
  const duplicate = (): void => {
    const copy = copyOf(element);
    change((content) => insertAfter(content, element.id, copy));
    onSelect({ kind: "element", id: copy.id });
  };
  const remove = (): void => {
    change((content) => removeElement(content, element.id));
    onSelect(DOCUMENT);
  };
  return (
    <Box sx={{ display: "flex", alignItems: "center", px: 4, minHeight: 48, borderBottom: 1, borderColor: "divider", position: "sticky", top: 0, bgcolor: "background.paper", zIndex: 1 }}>
      <Typography variant="subtitle2" component="h2" noWrap sx={{ flexGrow: 1 }}>
        {t(`kinds.${element.kind}`)}
      </Typography>
      <ActionIcon icon={ArrowUp} size="small" name={t("moveUp")} aria-keyshortcuts="Alt+ArrowUp" onClick={() => change((content) => moveElement(content, element.id, -1))} />
      <ActionIcon icon={ArrowDown} size="small" name={t("moveDown")} aria-keyshortcuts="Alt+ArrowDown" onClick={() => change((content) => moveElement(content, element.id, 1))} />
      <ActionIcon icon={Copy} size="small" name={t("duplicate")} onClick={duplicate} />
      <ActionIcon icon={Trash2} size="small" name={t("remove", { name: element.name })} onClick={remove} />
    </Box>
  );
}

import { useDraggable } from "@dnd-kit/core";
import { propertyUses, removeProperty } from "@aqtra/model";
import type { Property } from "@aqtra/model";
import { ActionIcon, useToast } from "@aqtra/ui";
import { Box } from "@mui/material";
import { Pencil, SquarePlus, Trash2 } from "lucide-react";
import { memo, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../../shared/confirm";
import { useLazyGetPropertyUsesQuery } from "../api";
import { controlFor, useAdd } from "../dnd";
import type { DragData } from "../dnd";
import { useComponentTitle } from "../fields";
import { openProperty, useLatestDocument, useEditorDispatch, useRun, useSession } from "../state";
import { UsesList } from "../uses-list";
import { TargetFields } from "./target-fields";
import { TreeRow } from "./tree-row";
import { TypeIcon } from "./type-icon";

export const PropertyRow = memo(function PropertyRow({ property }: { property: Property }) {
  const { t } = useTranslation("editor");
  const dispatch = useEditorDispatch();
  const selected = useSession((session) => session.view.property === property.id);
  const [expanded, setExpanded] = useState(false);
  const target = "component" in property ? property.component : null;
  const targetTitle = useComponentTitle(target);
  const addToPage = useAddToPage(property);
  const remove = useRemoveProperty(property);
  const data: DragData = { from: "property", property: property.id };
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({ id: `property:${property.id}`, data: { read: () => data } });
  const open = (): void => dispatch(openProperty(property.id));
  const edit = (): void => dispatch(openProperty(property.id, "name"));
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter") addToPage();
    else if (event.key === "F2") edit();
    else if (event.key === "Delete") void remove();
    else if (event.key === "ArrowRight" && target) setExpanded(true);
    else if (event.key === "ArrowLeft") setExpanded(false);
    else {
      listeners?.["onKeyDown"]?.(event);
      return;
    }
    event.stopPropagation();
  };
  return (
    <>
      <TreeRow
        rowRef={setNodeRef}
        aria-describedby={attributes["aria-describedby"]}
        onPointerDown={(event) => listeners?.["onPointerDown"]?.(event)}
        onKeyDown={onKeyDown}
        onClick={open}
        level={2}
        selected={selected}
        {...(target ? { expanded, onToggle: () => setExpanded(!expanded) } : {})}
        icon={<TypeIcon type={property.type} />}
        data-testid={`property-${property.name}`}
        style={{ opacity: isDragging ? 0.5 : 1, touchAction: "none" }}
        actions={
          <>
            <ActionIcon icon={SquarePlus} iconSize={14} name={t("model.addToPage", { name: property.name })} onClick={stopped(addToPage)} />
            <ActionIcon icon={Pencil} iconSize={13} name={t("model.edit", { name: property.name })} onClick={stopped(edit)} />
            <ActionIcon icon={Trash2} iconSize={13} name={t("model.delete", { name: property.name })} onClick={stopped(() => void remove())} />
          </>
        }
      >
        {property.name}
        <Box component="span" sx={{ color: "text.secondary" }}>
          :{t(`types.${property.type}`)}
          {targetTitle && `:${targetTitle}`}
        </Box>
      </TreeRow>
      {expanded && target && <TargetFields component={target} level={3} />}
    </>
  );
});

function stopped(action: () => void) {
  return (event: { stopPropagation: () => void }): void => {
    event.stopPropagation();
    action();
  };
}

function useAddToPage(property: Property): () => void {
  const { t } = useTranslation("editor");
  const add = useAdd();
  const toast = useToast();
  return () => {
    if (!controlFor(property)) toast.show(t("model.noControl", { type: t(`types.${property.type}`) }), { tone: "info" });
    else if (!add({ from: "property", property: property.id })) toast.show(t("panelList.otherEntries"), { tone: "info" });
  };
}

function useRemoveProperty(property: Property): () => Promise<void> {
  const { t } = useTranslation("editor");
  const latest = useLatestDocument();
  const run = useRun();
  const confirm = useConfirm();
  const [usesElsewhere] = useLazyGetPropertyUsesQuery();
  return async () => {
    const document = latest();
    if (!document) return;
    const others = await usesElsewhere({ key: document.key, property: property.name })
      .unwrap()
      .then((uses) => uses.filter((use) => use.component !== document.key).map((use) => use.title))
      .catch(() => []);
    const sure = await confirm({
      title: t("model.deleteTitle", { name: property.name }),
      text: (
        <UsesList
          document={document}
          places={propertyUses(document, property.name)}
          elsewhere={others}
          none={t("model.deleteText")}
          some={t("model.deleteUsed")}
        />
      ),
      action: t("model.deleteAction"),
      destructive: true,
    });
    if (sure) run(removeProperty(property.id));
  };
}

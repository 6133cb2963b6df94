/** A short list in the pane: rows open, move by handle or Alt with arrows, and go with the cross. */

import { DndContext, KeyboardSensor, PointerSensor, closestCenter, useSensor, useSensors } from "@dnd-kit/core";
import type { DragEndEvent } from "@dnd-kit/core";
import { SortableContext, arrayMove, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { ActionIcon } from "@aqtra/ui";
import { Box, ButtonBase } from "@mui/material";
import { GripVertical, X } from "lucide-react";
import { useTranslation } from "react-i18next";

interface SortableListProps {
  label: string;
  titles: readonly string[];
  onOpen: (index: number) => void;
  onMove: (from: number, to: number) => void;
  onRemove: (index: number) => void;
}

export function SortableList({ label, titles, onOpen, onMove, onRemove }: SortableListProps) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = titles.map((_, index) => `row-${index}`);
  const onEnd = ({ active, over }: DragEndEvent): void => {
    if (over && active.id !== over.id) onMove(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
  };
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={onEnd}>
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <Box component="ul" aria-label={label} sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 0.5 }}>
          {titles.map((title, index) => (
            <SortableRow key={ids[index]} id={ids[index] ?? ""} title={title} onOpen={() => onOpen(index)} onRemove={() => onRemove(index)} />
          ))}
        </Box>
      </SortableContext>
    </DndContext>
  );
}

export { arrayMove };

function SortableRow({ id, title, onOpen, onRemove }: { id: string; title: string; onOpen: () => void; onRemove: () => void }) {
  const { t } = useTranslation("editor");
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id });
  return (
    <Box
      component="li"
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      sx={{
        display: "flex",
        alignItems: "center",
        height: 28,
        border: 1,
        borderColor: isDragging ? "primary.main" : "divider",
        borderRadius: "6px",
        bgcolor: "background.paper",
        zIndex: isDragging ? 1 : 0,
        position: "relative",
        "& .MuiIconButton-root": { width: 22, height: 22, flex: "none" },
      }}
    >
      <ActionIcon {...attributes} {...listeners} icon={GripVertical} iconSize={13} name={t("list.move", { title })} sx={{ cursor: "grab", touchAction: "none" }} />
      <ButtonBase onClick={onOpen} sx={{ flex: "1 1 0", minWidth: 0, height: "100%", justifyContent: "flex-start", typography: "body2", px: 0.5, borderRadius: "4px" }}>
        <Box component="span" sx={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>{title}</Box>
      </ButtonBase>
      <ActionIcon icon={X} iconSize={13} name={t("list.remove", { title })} onClick={onRemove} />
    </Box>
  );
}

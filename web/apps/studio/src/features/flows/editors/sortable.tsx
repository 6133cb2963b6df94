/** A short list whose rows are dragged by a handle, or moved with Alt and the arrow keys. */

import { ActionIcon } from "@aqtra/ui";
import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import type { DragEndEvent, UniqueIdentifier } from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Box } from "@mui/material";
import { GripVertical } from "lucide-react";
import { useEffect, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface SortableProps {
  label: string;
  /** One name per row, for screen readers. */
  names: readonly string[];
  onMove: (from: number, to: number) => void;
  /** Draws a row around its handle. */
  row: (index: number, handle: ReactNode) => ReactNode;
}

export function Sortable({ label, names, onMove, row }: SortableProps) {
  const { t } = useTranslation("flows");
  const list = useRef<HTMLUListElement>(null);
  const follow = useRef<number | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const ids = names.map((_, index) => `row-${index}`);
  const indexOf = (id: UniqueIdentifier): number => ids.indexOf(String(id));
  const nameOf = (id: UniqueIdentifier): string => names[indexOf(id)] ?? "";
  // Rows have no identity: after a move by keys the handle at the new place gets the focus.
  useEffect(() => {
    if (follow.current === null) return;
    list.current?.querySelector<HTMLElement>(`:scope > [data-row="${follow.current}"] .handle`)?.focus();
    follow.current = null;
  });
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= names.length || from === to) return;
    follow.current = to;
    onMove(from, to);
  };
  const end = ({ active, over }: DragEndEvent): void => {
    if (over) move(indexOf(active.id), indexOf(over.id));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={end}
      accessibility={{
        screenReaderInstructions: { draggable: t("list.help") },
        announcements: {
          onDragStart: ({ active }) => t("drag.picked", { name: nameOf(active.id) }),
          onDragOver: ({ active, over }) => (over ? t("list.over", { name: nameOf(active.id), place: indexOf(over.id) + 1 }) : undefined),
          onDragEnd: ({ active }) => t("drag.dropped", { name: nameOf(active.id) }),
          onDragCancel: ({ active }) => t("drag.cancelled", { name: nameOf(active.id) }),
        },
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <Box component="ul" ref={list} aria-label={label} sx={{ listStyle: "none", m: 0, p: 0, display: "grid", gap: 2 }}>
          {names.map((name, index) => (
            <Row key={ids[index]} index={index} name={name} onNudge={(by) => move(index, index + by)} draw={row} />
          ))}
        </Box>
      </SortableContext>
    </DndContext>
  );
}

const NUDGES: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

interface RowProps {
  index: number;
  name: string;
  onNudge: (by: number) => void;
  draw: SortableProps["row"];
}

function Row({ index, name, onNudge, draw }: RowProps) {
  const { t } = useTranslation("flows");
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: `row-${index}` });
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.altKey ? NUDGES[event.key] : undefined;
    if (by === undefined) return void listeners?.["onKeyDown"]?.(event);
    event.preventDefault();
    onNudge(by);
  };
  const handle = (
    <ActionIcon
      {...attributes}
      {...listeners}
      ref={setActivatorNodeRef}
      className="handle"
      icon={GripVertical}
      size="small"
      iconSize={14}
      name={t("list.move", { name })}
      onKeyDown={onKeyDown}
      sx={{ cursor: "grab", touchAction: "none", width: 20, color: "text.disabled" }}
    />
  );
  return (
    <Box component="li" ref={setNodeRef} data-row={index} style={{ transform: CSS.Translate.toString(transform), transition }} sx={{ position: "relative", zIndex: isDragging ? 1 : 0 }}>
      {draw(index, handle)}
    </Box>
  );
}

import { closestCenter, DndContext, DragOverlay, KeyboardSensor, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import type { DragEndEvent } from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { Box } from "@mui/material";
import { useMemo, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { useGetComponentsQuery } from "../../../shared/api";
import { useConfirm } from "../../../shared/confirm";
import { landing, nudge, withoutInside } from "./rows";
import type { Direction, MenuRow } from "./rows";
import { TreeRow, INDENT } from "./tree-row";
import type { MenuEdit } from "./use-menu-draft";

interface MenuTreeProps {
  rows: MenuRow[];
  selected: string | null;
  edit: MenuEdit;
}

const NUDGES: Record<string, Direction> = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

/** What people read on a row: its label, else the component it opens. */
export function rowLabel(row: MenuRow, titles: ReadonlyMap<string, string>, unnamed: string): string {
  return row.label.translation_value || (row.component && titles.get(row.component)) || row.label.translation_key || unnamed;
}

export function MenuTree({ rows, selected, edit }: MenuTreeProps) {
  const { t } = useTranslation("domains");
  const confirm = useConfirm();
  const { data: components } = useGetComponentsQuery(undefined);
  const titles = useMemo(() => new Map(components?.map((component) => [component.key, component.title])), [components]);
  const [drag, setDrag] = useState<{ id: string; over: string; levels: number } | null>(null);
  const sensors = useSensors(
    // A few pixels first, so that a click stays a click.
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const visible = drag ? withoutInside(rows, drag.id) : rows;
  const target = drag && landing({ rows, ...drag });
  const label = (row: MenuRow): string => rowLabel(row, titles, t("menu.unnamed"));
  const dragged = drag && rows.find((row) => row.id === drag.id);

  const askToRemove = async (row: MenuRow): Promise<void> => {
    const at = rows.indexOf(row);
    const hasChildren = (rows[at + 1]?.depth ?? 0) > row.depth;
    const yes = await confirm({
      title: t("menu.deleteTitle", { label: label(row) }),
      text: t(hasChildren ? "menu.deleteTextChildren" : "menu.deleteText"),
      action: t("menu.deleteAction"),
      destructive: true,
    });
    if (yes) edit({ type: "remove", id: row.id });
  };
  const onDragEnd = ({ active, over, delta }: DragEndEvent): void => {
    setDrag(null);
    if (over) edit({ type: "drop", id: String(active.id), over: String(over.id), levels: Math.round(delta.x / INDENT) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = rows.findIndex((row) => row.id === selected);
    const row = rows[at];
    if (!row || !(event.target as HTMLElement).matches('[role="treeitem"]')) return;
    const direction = NUDGES[event.key];
    if (event.altKey && direction) edit({ type: "nudge", id: row.id, direction });
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = rows[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) edit({ type: "select", id: next.id });
    } else if (event.key === "Delete") void askToRemove(row);
    else return;
    event.preventDefault();
  };

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragStart={({ active }) => setDrag({ id: String(active.id), over: String(active.id), levels: 0 })}
      onDragMove={({ active, over, delta }) =>
        setDrag({ id: String(active.id), over: String(over?.id ?? active.id), levels: Math.round(delta.x / INDENT) })
      }
      onDragCancel={() => setDrag(null)}
      onDragEnd={onDragEnd}
    >
      <SortableContext items={visible.map((row) => row.id)} strategy={verticalListSortingStrategy}>
        <Box
          component="ul"
          role="tree"
          aria-label={t("menu.tree")}
          onKeyDown={onKeyDown}
          sx={{ m: 0, p: 1, listStyle: "none", border: 1, borderColor: "divider", borderRadius: 1, bgcolor: "background.paper" }}
        >
          {visible.map((row) => (
            <TreeRow
              key={row.id}
              row={row}
              depth={row.id === drag?.id ? (target?.depth ?? row.depth) : row.depth}
              label={label(row)}
              opens={row.component ? (titles.get(row.component) ?? row.component) : null}
              selected={row.id === selected}
              can={(direction) => nudge(rows, row.id, direction) !== null}
              onSelect={() => edit({ type: "select", id: row.id })}
              onNudge={(direction) => edit({ type: "nudge", id: row.id, direction })}
              onRemove={() => void askToRemove(row)}
            />
          ))}
        </Box>
      </SortableContext>
      <DragOverlay dropAnimation={null}>
        {dragged && (
          <Box sx={{ px: 3, py: 2, width: "fit-content", border: 1, borderColor: "primary.main", borderRadius: 1, bgcolor: "tone.raised", boxShadow: 3 }}>
            {label(dragged)}
          </Box>
        )}
      </DragOverlay>
    </DndContext>
  );
}

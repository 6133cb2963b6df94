import { ActionIcon } from "@aqtra/ui";
import { iconOf } from "@aqtra/components";
import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { Box, Typography } from "@mui/material";
import { ArrowDown, ArrowUp, FolderClosed, GripVertical, IndentDecrease, IndentIncrease, Square, Trash2 } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { createElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Direction, MenuRow } from "./rows";

/** Pixels one level is set in. */
export const INDENT = 28;

interface TreeRowProps {
  row: MenuRow;
  depth: number;
  label: string;
  /** Title of the component it opens; null for a group. */
  opens: string | null;
  selected: boolean;
  can: (direction: Direction) => boolean;
  onSelect: () => void;
  onNudge: (direction: Direction) => void;
  onRemove: () => void;
}

const MOVES: [Direction, LucideIcon][] = [
  ["up", ArrowUp],
  ["down", ArrowDown],
  ["in", IndentIncrease],
  ["out", IndentDecrease],
];

export function TreeRow({ row, depth, label, opens, selected, can, onSelect, onNudge, onRemove }: TreeRowProps) {
  const { t } = useTranslation("domains");
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: row.id });
  const element = useRef<HTMLLIElement | null>(null);

  // The keyboard moved the selection here: the focus follows, unless it is somewhere else altogether.
  useEffect(() => {
    if (selected && document.activeElement?.closest('[role="tree"]')) element.current?.focus();
  }, [selected]);

  return (
    <Box
      component="li"
      ref={(node: HTMLLIElement | null) => {
        element.current = node;
        setNodeRef(node);
      }}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={selected}
      aria-label={label}
      tabIndex={selected ? 0 : -1}
      onClick={onSelect}
      onFocus={(event) => event.target === event.currentTarget && onSelect()}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      sx={{
        display: "flex",
        alignItems: "center",
        gap: 2,
        minHeight: 40,
        pr: 1,
        ml: `${depth * INDENT}px`,
        borderRadius: "6px",
        cursor: "pointer",
        opacity: isDragging ? 0.5 : 1,
        outlineOffset: -2,
        bgcolor: isDragging ? "tone.accent" : selected ? "tone.selected" : undefined,
        "&:hover": { bgcolor: selected ? "tone.selected" : "tone.hover" },
        "& .grip": { opacity: selected ? 1 : 0 },
        "&:hover .grip, & .grip:focus-visible": { opacity: 1 },
      }}
    >
      <Box
        ref={setActivatorNodeRef}
        className="grip"
        {...attributes}
        {...listeners}
        aria-label={t("menu.drag", { label })}
        tabIndex={selected ? 0 : -1}
        sx={{ display: "flex", pl: 1, py: 2, color: "text.secondary", cursor: "grab", touchAction: "none" }}
      >
        <GripVertical size={16} aria-hidden />
      </Box>
      <Box aria-hidden sx={{ display: "flex", color: "text.secondary" }}>
        {createElement(iconOf(row.icon) ?? (opens === null ? FolderClosed : Square), { size: 16, strokeWidth: 1.75 })}
      </Box>
      <Typography variant="body1" noWrap title={label} sx={{ fontWeight: opens === null ? 600 : 450 }}>
        {label}
      </Typography>
      <Typography variant="caption" color="textSecondary" noWrap sx={{ flexGrow: 1, flexShrink: 3 }}>
        {opens === null ? t("menu.group") : opens === label ? "" : opens}
      </Typography>
      {selected && (
        <Box sx={{ display: "flex", flexShrink: 0 }}>
          {MOVES.map(([direction, icon]) => (
            <ActionIcon key={direction} icon={icon} size="small" name={t(`menu.${direction}`)} disabled={!can(direction)} onClick={() => onNudge(direction)} />
          ))}
          <ActionIcon icon={Trash2} size="small" name={t("menu.delete")} onClick={onRemove} />
        </Box>
      )}
    </Box>
  );
}

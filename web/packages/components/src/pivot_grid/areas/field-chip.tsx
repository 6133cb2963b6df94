import { useDraggable, useDroppable } from "@dnd-kit/core";
import Chip from "@mui/material/Chip";
import { ArrowDown, ArrowUp, ListFilter } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { PivotField } from "../fields";
import type { Area } from "../state";

interface FieldChipProps {
  field: PivotField;
  caption: string;
  area: Area;
  index: number;
  isFiltered: boolean;
  mayDrag: boolean;
  onMenu: (anchor: HTMLElement) => void;
}

/** A field in its area: its menu opens with a click or Enter; dragging moves it. */
export function FieldChip({ field, caption, area, index, isFiltered, mayDrag, onMenu }: FieldChipProps) {
  const { t } = useTranslation("components");
  const { setNodeRef: dragged, listeners, isDragging } = useDraggable({ id: field.id, disabled: !mayDrag });
  const { setNodeRef: target, isOver } = useDroppable({ id: `field ${field.id}`, data: { area, index }, disabled: !mayDrag });
  const Direction = field.descending ? ArrowDown : ArrowUp;
  const isSorted = area === "row" || area === "column";
  const about = [isFiltered && t("pivotFiltered"), isSorted && t(field.descending ? "pivotDescending" : "pivotAscending")].filter(Boolean);
  return (
    <span ref={target} className="pivot-field" data-field={field.id} data-over={isOver ? "" : undefined}>
      <Chip
        ref={dragged}
        {...listeners}
        component="button"
        type="button"
        size="small"
        clickable
        variant={isFiltered ? "filled" : "outlined"}
        color={isFiltered ? "primary" : "default"}
        label={
          <>
            {caption}
            {isFiltered && <ListFilter size={12} aria-hidden />}
            {isSorted && <Direction size={12} aria-hidden />}
          </>
        }
        aria-label={[caption, ...about].join(", ")}
        aria-haspopup="menu"
        style={{ opacity: isDragging ? 0.4 : undefined }}
        onClick={(event) => {
          onMenu(event.currentTarget);
        }}
      />
    </span>
  );
}

/** Keys of the tree: up and down between rows, right and left into a row's check boxes, open and close branches. */

import { useState } from "react";
import type { FocusEvent, KeyboardEvent } from "react";

import type { Row } from "./rows";

/** -1 is the row itself, from 0 on its check boxes. */
interface Place {
  row: string;
  column: number;
}

const ROW = -1;

interface TreeKeys {
  rows: readonly Row[];
  /** How many check boxes a row has. */
  columns: (row: Row) => number;
  onToggle: (row: Row, expanded: boolean) => void;
}

function expandedOf(row: Row): boolean | null {
  return row.type === "more" ? null : row.expanded;
}

export function useTreeKeys({ rows, columns, onToggle }: TreeKeys) {
  const [place, setPlace] = useState<Place | null>(null);
  const at = Math.max(0, rows.findIndex(({ id }) => id === place?.row));
  const current = rows[at];
  const column = place && current?.id === place.row ? Math.min(place.column, columns(current) - 1) : ROW;

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const named = (event.target as HTMLElement).dataset["place"];
    if (named === undefined || !current || event.altKey || event.ctrlKey || event.metaKey) return;
    const tree = event.currentTarget;
    const go = (row: Row | undefined, wanted: number): void => {
      if (row) tree.querySelector<HTMLElement>(`[data-place="${CSS.escape(placeName(row.id, Math.min(wanted, columns(row) - 1)))}"]`)?.focus();
    };
    const expanded = expandedOf(current);
    const left = (): void => {
      if (column > ROW) go(current, column - 1);
      else if (expanded) onToggle(current, false);
      else if (current.type !== "section") go(rows.find(({ id }) => id === current.parent), ROW);
    };
    const right = (): void => {
      if (expanded === false && column === ROW) onToggle(current, true);
      else go(current, column + 1);
    };
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(rows[at + 1], column),
      ArrowUp: () => go(rows[at - 1], column),
      Home: () => go(rows[0], ROW),
      End: () => go(rows.at(-1), ROW),
      ArrowLeft: left,
      ArrowRight: right,
      ...(column === ROW && expanded !== null && { Enter: () => onToggle(current, !expanded) }),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  /** What the row or check box at this place needs to take part. */
  const placeProps = (row: string, number: number) => ({
    "data-place": placeName(row, number),
    tabIndex: current?.id === row && column === number ? 0 : -1,
    // A row hears of its check boxes too.
    onFocus: (event: FocusEvent) => event.target === event.currentTarget && setPlace({ row, column: number }),
  });
  return { onKeyDown, placeProps };
}

function placeName(row: string, column: number): string {
  return `${column} ${row}`;
}

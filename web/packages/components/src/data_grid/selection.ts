/** Which rows are selected after a click: pure, one rule per selection mode. */
import type { Entry } from "../model";

export type SelectionMode = "none" | "single" | "multiple" | "checkbox";

interface Click {
  mode: SelectionMode;
  rows: readonly Entry[];
  selected: ReadonlySet<number>;
  id: number;
  /** Row of the previous click: where a range starts. */
  anchor: number | undefined;
  /** Ctrl or Cmd: adds or removes one. */
  toggle: boolean;
  /** Shift: everything from the anchor on. */
  range: boolean;
}

export function selectRow({ mode, rows, selected, id, anchor, toggle, range }: Click): ReadonlySet<number> {
  if (mode === "none") return selected;
  if (mode === "single") return new Set(selected.has(id) && toggle ? [] : [id]);
  if (range && anchor !== undefined) {
    const from = rows.findIndex((row) => row.id === anchor);
    const to = rows.findIndex((row) => row.id === id);
    if (from >= 0) return new Set(rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id));
  }
  if (toggle || mode === "checkbox") {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    return next;
  }
  return new Set([id]);
}

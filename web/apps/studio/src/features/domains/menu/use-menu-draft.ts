import { useMemo, useReducer } from "react";

import type { Menu } from "../../../shared/api";
import * as rows from "./rows";
import type { Direction, MenuRow } from "./rows";

interface Draft {
  rows: MenuRow[];
  selected: string | null;
}

type Edit =
  | { type: "select"; id: string | null }
  | { type: "add"; id: string; label: string }
  | { type: "change"; id: string; change: Partial<MenuRow> }
  | { type: "nudge"; id: string; direction: Direction }
  | { type: "drop"; id: string; over: string; levels: number }
  | { type: "remove"; id: string };

function edited(draft: Draft, edit: Edit): Draft {
  switch (edit.type) {
    case "select":
      return { ...draft, selected: edit.id };
    case "add":
      return added(draft, edit.id, edit.label);
    case "change":
      return { ...draft, rows: draft.rows.map((row) => (row.id === edit.id ? { ...row, ...edit.change } : row)) };
    case "nudge":
      return { ...draft, rows: rows.nudge(draft.rows, edit.id, edit.direction) ?? draft.rows };
    case "drop":
      return { rows: rows.drop({ rows: draft.rows, ...edit }), selected: edit.id };
    case "remove": {
      const at = draft.rows.findIndex((row) => row.id === edit.id);
      const left = rows.remove(draft.rows, edit.id);
      return { rows: left, selected: (left[at] ?? left.at(-1))?.id ?? null };
    }
  }
}

/** A new item follows the selected one, on its level. */
function added(draft: Draft, id: string, label: string): Draft {
  const at = draft.rows.findIndex((row) => row.id === draft.selected);
  const after = at < 0 ? draft.rows.length : rows.endOf(draft.rows, at);
  const row: MenuRow = {
    id,
    component: null,
    page: null,
    icon: "",
    label: { translation_key: "", translation_value: label },
    depth: draft.rows[at]?.depth ?? 0,
  };
  return { rows: [...draft.rows.slice(0, after), row, ...draft.rows.slice(after)], selected: id };
}

/** The menu being edited, and whether it differs from what is stored. */
export function useMenuDraft(stored: Menu) {
  const [draft, edit] = useReducer(edited, stored, ({ items }) => {
    const start = rows.toRows(items);
    return { rows: start, selected: start[0]?.id ?? null };
  });
  const items = useMemo(() => rows.toItems(draft.rows), [draft.rows]);
  const dirty = useMemo(() => JSON.stringify(rows.toRows(items)) !== JSON.stringify(rows.toRows(stored.items)), [items, stored]);
  return { ...draft, items, dirty, edit };
}

export type MenuEdit = ReturnType<typeof useMenuDraft>["edit"];

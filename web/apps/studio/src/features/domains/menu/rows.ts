/** The menu as rows with depths: every edit of the tree is an edit of a list. Pure. */

import type { MenuItem } from "../../../shared/api";

export interface MenuRow extends Omit<MenuItem, "children"> {
  depth: number;
}

export function toRows(items: readonly MenuItem[], depth = 0): MenuRow[] {
  return items.flatMap(({ children, ...item }) => [{ ...item, depth }, ...toRows(children, depth + 1)]);
}

export function toItems(rows: readonly MenuRow[]): MenuItem[] {
  const top: MenuItem[] = [];
  const open: MenuItem[][] = [top];
  for (const { depth, ...row } of rows) {
    const item: MenuItem = { ...row, children: [] };
    open.length = depth + 1;
    open[depth]?.push(item);
    open.push(item.children);
  }
  return top;
}

/** Index after the last row inside the row at `index`. */
export function endOf(rows: readonly MenuRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  const next = rows.findIndex((row, at) => at > index && row.depth <= depth);
  return next < 0 ? rows.length : next;
}

function previousSibling(rows: readonly MenuRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  for (let at = index - 1; at >= 0; at--) {
    const other = rows[at]?.depth ?? 0;
    if (other === depth) return at;
    if (other < depth) return -1;
  }
  return -1;
}

function parentOf(rows: readonly MenuRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  for (let at = index - 1; at >= 0; at--) if ((rows[at]?.depth ?? 0) < depth) return at;
  return -1;
}

function shifted(rows: readonly MenuRow[], by: number): MenuRow[] {
  return rows.map((row) => ({ ...row, depth: row.depth + by }));
}

function swapped(rows: readonly MenuRow[], first: number, second: number): MenuRow[] {
  const end = endOf(rows, second);
  return [...rows.slice(0, first), ...rows.slice(second, end), ...rows.slice(first, second), ...rows.slice(end)];
}

export type Direction = "up" | "down" | "in" | "out";

/** Moves a row with all inside it by one place; null when it cannot go there. */
export function nudge(rows: readonly MenuRow[], id: string, direction: Direction): MenuRow[] | null {
  const index = rows.findIndex((row) => row.id === id);
  const row = rows[index];
  if (!row) return null;
  const end = endOf(rows, index);
  const sibling = previousSibling(rows, index);
  switch (direction) {
    case "up":
      return sibling < 0 ? null : swapped(rows, sibling, index);
    case "down":
      return rows[end]?.depth === row.depth ? swapped(rows, index, end) : null;
    case "in":
      return sibling < 0 ? null : [...rows.slice(0, index), ...shifted(rows.slice(index, end), 1), ...rows.slice(end)];
    case "out": {
      const parent = parentOf(rows, index);
      if (parent < 0) return null;
      const after = endOf(rows, parent);
      return [...rows.slice(0, index), ...rows.slice(end, after), ...shifted(rows.slice(index, end), -1), ...rows.slice(after)];
    }
  }
}

/** Takes a row away; what was inside it moves up one level. */
export function remove(rows: readonly MenuRow[], id: string): MenuRow[] {
  const index = rows.findIndex((row) => row.id === id);
  if (index < 0) return [...rows];
  const end = endOf(rows, index);
  return [...rows.slice(0, index), ...shifted(rows.slice(index + 1, end), -1), ...rows.slice(end)];
}

/** The rows while `id` is dragged: what is inside it travels along unseen. */
export function withoutInside(rows: readonly MenuRow[], id: string): MenuRow[] {
  const index = rows.findIndex((row) => row.id === id);
  if (index < 0) return [...rows];
  return [...rows.slice(0, index + 1), ...rows.slice(endOf(rows, index))];
}

interface Drop {
  rows: readonly MenuRow[];
  id: string;
  /** The row whose place is taken. */
  over: string;
  /** Levels the pointer went to the right. */
  levels: number;
}

/** Where a dragged row would land: position among the other rows, and the depth allowed there. */
export function landing({ rows, id, over, levels }: Drop): { others: MenuRow[]; at: number; depth: number } | null {
  const visible = withoutInside(rows, id);
  const from = visible.findIndex((row) => row.id === id);
  const to = visible.findIndex((row) => row.id === over);
  const dragged = visible[from];
  if (!dragged || to < 0) return null;
  const others = visible.filter((row) => row.id !== id);
  const above = others[to - 1];
  const below = others[to];
  const deepest = above ? above.depth + 1 : 0;
  const shallowest = below?.depth ?? 0;
  const depth = Math.max(shallowest, Math.min(deepest, dragged.depth + levels));
  return { others, at: to, depth };
}

export function drop(move: Drop): MenuRow[] {
  const target = landing(move);
  const index = move.rows.findIndex((row) => row.id === move.id);
  const dragged = move.rows[index];
  if (!target || !dragged) return [...move.rows];
  const block = shifted(move.rows.slice(index, endOf(move.rows, index)), target.depth - dragged.depth);
  return [...target.others.slice(0, target.at), ...block, ...target.others.slice(target.at)];
}

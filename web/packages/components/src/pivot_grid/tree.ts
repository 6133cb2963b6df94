/** Groups of one axis as a tree, and what of it is shown. Pure. */
import { isReference } from "../shared/reference";
import type { PivotField } from "./fields";
import type { Group, GroupPath } from "./queries";
import type { Axis } from "./state";

/** The same for equal values: a reference counts by its entry. */
export function keyOf(path: GroupPath): string {
  return JSON.stringify(path.map((value) => (isReference(value) ? { id: value.id } : value)));
}

export const ROOT = keyOf([]);

/** One line of the rows, or one column of data. A total stands for its whole group. */
export interface Line {
  readonly key: string;
  readonly path: GroupPath;
  readonly kind: "group" | "subtotal" | "grand";
  readonly isOpen: boolean;
  readonly mayOpen: boolean;
}

export type Members = ReadonlyMap<string, readonly GroupPath[]>;

/** Members of each group, in the order of the answer; those of an enumeration in the order of its options. */
export function membersOf(groups: readonly Group[], axis: Axis, fields: readonly PivotField[]): Members {
  const members = new Map<string, GroupPath[]>();
  for (const group of groups) {
    const path = group[axis];
    if (path.length === 0) continue;
    const parent = keyOf(path.slice(0, -1));
    const known = members.get(parent);
    if (known) known.push(path);
    else members.set(parent, [path]);
  }
  for (const [parent, paths] of members) members.set(parent, inOptionOrder(paths, fields));
  return members;
}

function inOptionOrder(paths: readonly GroupPath[], fields: readonly PivotField[]): GroupPath[] {
  const field = fields[(paths[0]?.length ?? 0) - 1];
  const options = field?.property.enum;
  if (!options) return [...paths];
  const place = (path: GroupPath) => options.findIndex(({ value }) => String(value) === String(path.at(-1)));
  const sorted = [...paths].sort((one, other) => place(one) - place(other));
  return field.descending ? sorted.reverse() : sorted;
}

/** From top to bottom: a group, then its members when it is open, then the grand total. */
export function rowLines(members: Members, depth: number, open: ReadonlySet<string>, grandTotal: boolean): Line[] {
  const below = (parent: GroupPath): Line[] =>
    (members.get(keyOf(parent)) ?? []).flatMap((path) => {
      const line = lineOf(path, depth, open);
      return line.isOpen ? [line, ...below(path)] : [line];
    });
  return withGrandTotal(depth > 0 ? below([]) : [], depth, grandTotal);
}

/** From start to end: the members of an open group, then its total; the grand total last. */
export function columnLines(members: Members, depth: number, open: ReadonlySet<string>, grandTotal: boolean): Line[] {
  const below = (parent: GroupPath): Line[] =>
    (members.get(keyOf(parent)) ?? []).flatMap((path) => {
      const line = lineOf(path, depth, open);
      const inner = line.isOpen ? below(path) : [];
      return inner.length > 0 ? [...inner, { ...line, kind: "subtotal" as const }] : [line];
    });
  return withGrandTotal(depth > 0 ? below([]) : [], depth, grandTotal);
}

function lineOf(path: GroupPath, depth: number, open: ReadonlySet<string>): Line {
  const key = keyOf(path);
  const mayOpen = path.length < depth;
  return { key, path, kind: "group", mayOpen, isOpen: mayOpen && open.has(key) };
}

function withGrandTotal(lines: Line[], depth: number, grandTotal: boolean): Line[] {
  return grandTotal || depth === 0 ? [...lines, { key: ROOT, path: [], kind: "grand", isOpen: false, mayOpen: false }] : lines;
}

/** Open groups that are shown, by how deep they stand: those of the first level, of the second, and so on. */
export function openLevels(members: Members, depth: number, open: ReadonlySet<string>): GroupPath[][] {
  const levels: GroupPath[][] = [];
  let around: readonly GroupPath[] = [[]];
  while (levels.length + 1 < depth) {
    const shown = around.flatMap((path) => members.get(keyOf(path)) ?? []).filter((path) => open.has(keyOf(path)));
    if (shown.length === 0) break;
    levels.push(shown);
    around = shown;
  }
  return levels;
}

export interface HeadCell {
  readonly key: string;
  readonly line: Line;
  /** Index of its first line. */
  readonly start: number;
  /** In lines, whatever the number of data fields. */
  readonly span: number;
  /** How many rows of headings it takes. */
  readonly rows: number;
  /** Heads the members of an open group. */
  readonly isGroup: boolean;
}

/** Headings above the columns, row by row. */
export function headRows(lines: readonly Line[]): HeadCell[][] {
  const depth = Math.max(1, ...lines.map(({ path }) => path.length));
  const rows: HeadCell[][] = Array.from({ length: depth }, () => []);
  for (const [index, line] of lines.entries()) {
    for (let level = 1; level < line.path.length; level += 1) {
      const around = line.path.slice(0, level);
      const key = keyOf(around);
      const isInside = (other: Line | undefined) => other !== undefined && other.path.length > level && keyOf(other.path.slice(0, level)) === key;
      if (isInside(lines[index - 1])) continue;
      let end = index + 1;
      while (isInside(lines[end])) end += 1;
      const heading: Line = { key, path: around, kind: "group", isOpen: true, mayOpen: true };
      rows[level - 1]?.push({ key, line: heading, start: index, span: end - index, rows: 1, isGroup: true });
    }
    const own = Math.max(1, line.path.length);
    rows[own - 1]?.push({ key: `${line.key}:${line.kind}`, line, start: index, span: 1, rows: depth - own + 1, isGroup: false });
  }
  return rows;
}

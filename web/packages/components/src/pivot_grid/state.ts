/** What the reader has done to a pivot. Plain data, kept while away. */
import type { PivotColumn, Summary } from "../settings";

export type Axis = "row" | "column";
export type Area = Axis | "data" | "filter" | "none";
export const AREAS = ["filter", "row", "column", "data"] as const;

/** The values that count, or all but some. */
export interface ValueFilter {
  readonly mode: "only" | "except";
  readonly values: readonly unknown[];
}

export interface PivotState {
  /** Ids of the fields of each area, where the reader has moved any. */
  readonly areas?: Readonly<Record<Area, readonly string[]>>;
  readonly descending: Readonly<Record<string, boolean>>;
  readonly summaries: Readonly<Record<string, Summary>>;
  readonly filters: Readonly<Record<string, ValueFilter>>;
  /** Keys of the groups whose next level is shown. */
  readonly open: Readonly<Record<Axis, readonly string[]>>;
  readonly chooser: boolean;
}

export const initialPivotState: PivotState = { descending: {}, summaries: {}, filters: {}, open: { row: [], column: [] }, chooser: false };

export type Areas = Readonly<Record<Area, readonly string[]>>;

/** Where each field stands. Fields that the builder has added since stand where they were put. */
export function areasOf(columns: readonly PivotColumn[], state: PivotState): Areas {
  const ids = columns.flatMap((column, index) => (column.field ? [String(index)] : []));
  const built = (area: Area) => ids.filter((id) => (columns[Number(id)]?.area ?? "none") === area);
  const { areas } = state;
  if (!areas) return { row: built("row"), column: built("column"), data: built("data"), filter: built("filter"), none: built("none") };
  const placed = new Set(Object.values(areas).flat());
  const current = (area: Area) => [...areas[area].filter((id) => ids.includes(id)), ...built(area).filter((id) => !placed.has(id))];
  return { row: current("row"), column: current("column"), data: current("data"), filter: current("filter"), none: current("none") };
}

export function areaOf(areas: Areas, id: string): Area {
  return (Object.keys(areas) as Area[]).find((area) => areas[area].includes(id)) ?? "none";
}

/** The field in its new place; groups of an axis that changed are closed, for they are other groups now. */
export function moveField(state: PivotState, areas: Areas, id: string, to: Area, index?: number): PivotState {
  const from = areaOf(areas, id);
  const rest = areas[to].filter((other) => other !== id);
  const at = Math.min(index ?? rest.length, rest.length);
  const next: Record<Area, readonly string[]> = { ...areas };
  next[from] = areas[from].filter((other) => other !== id);
  next[to] = [...rest.slice(0, at), id, ...rest.slice(at)];
  const isUnmoved = from === to && next[to].every((other, position) => areas[to][position] === other);
  if (isUnmoved) return state;
  const open = { ...state.open };
  for (const area of [from, to]) if (area === "row" || area === "column") open[area] = [];
  return { ...state, areas: next, open };
}

export function toggleGroup(state: PivotState, axis: Axis, key: string): PivotState {
  const keys = state.open[axis];
  const next = keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key];
  return { ...state, open: { ...state.open, [axis]: next } };
}

export function setFilter(state: PivotState, id: string, filter: ValueFilter | undefined): PivotState {
  const others = Object.entries(state.filters).filter(([other]) => other !== id);
  return { ...state, filters: Object.fromEntries(filter ? [...others, [id, filter]] : others) };
}

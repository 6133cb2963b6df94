/** What each level of a tree shows, and how it is asked for. Pure. */
import type { Entry, FieldProperty } from "../model";
import type { EntriesQuery } from "../runtime-api";
import type { OrderField } from "../settings";
import { buildFilter, odataPath, type ResolvedRule } from "../shared/odata";
import { readPath } from "../shared/paths";

export interface Level {
  readonly path: string;
  readonly property: FieldProperty | undefined;
  /** Entries below entries: the property refers to the component it belongs to. */
  readonly isParent: boolean;
}

/** Levels down to the first that makes parents and children: below it there are only entries. */
export function levelsOf(paths: readonly string[], property: (path: string) => FieldProperty | undefined, component: string): Level[] {
  const levels = paths.map((path) => {
    const found = property(path);
    const isOwn = !odataPath(path).includes("/");
    return { path, property: found, isParent: isOwn && found?.type === "catalog" && found.component === component };
  });
  const parents = levels.findIndex(({ isParent }) => isParent);
  return parents < 0 ? levels : levels.slice(0, parents + 1);
}

/** Conditions joined; undefined when there are none. */
export function allOf(...conditions: readonly (string | undefined)[]): string | undefined {
  return conditions.filter(Boolean).join(" and ") || undefined;
}

/** The entries whose property has a value; null asks for those without any. */
export function whereEqual({ path, property }: Level, value: unknown, timeZone: string): string | undefined {
  const rule: ResolvedRule = { field: path, operator: "equal", values: [value], isNull: value === null };
  return buildFilter([rule], { property: () => property, timeZone });
}

export interface Group {
  readonly value: unknown;
  readonly count: number;
}

/** Name of the column that counts: that of no property. */
export function countColumn(properties: readonly FieldProperty[]): string {
  const taken = new Set(properties.map(({ name }) => name.toLowerCase()));
  let name = "Entries";
  while (taken.has(name.toLowerCase())) name += "_";
  return name;
}

export function groupsQuery(component: string, filter: string | undefined, { path }: Level, order: readonly OrderField[], column: string, top: number): EntriesQuery {
  const field = odataPath(path);
  const direction = order.find((term) => odataPath(term.field) === field)?.direction;
  const groups = `groupby((${field}),aggregate($count as ${column}))`;
  return { component, apply: filter ? `filter(${filter})/${groups}` : groups, orderby: `${field}${direction === "descending" ? " desc" : ""}`, top, count: true };
}

export function groupsIn(rows: readonly Entry[], { path }: Level, column: string): Group[] {
  return rows.map((row) => ({ value: readPath(row, path), count: Number((row as unknown as Readonly<Record<string, unknown>>)[column]) }));
}

/** Which of these entries have others below them. */
export function parentsQuery(component: string, filter: string | undefined, { path }: Level, ids: readonly number[]): EntriesQuery {
  const field = odataPath(path);
  return { component, apply: `filter(${allOf(filter, `${field} in (${ids.join(",")})`) ?? ""})/groupby((${field}))`, orderby: field, top: ids.length };
}

/** What a pivot asks the server: groups and sums of one level of rows and one of columns. Pure. */
import type { Entry } from "../model";
import type { EntriesQuery } from "../runtime-api";
import { applySteps } from "../shared/aggregate-query";
import { literal, odataPath } from "../shared/odata";
import type { PivotField } from "./fields";
import type { ValueFilter } from "./state";

/** The server's own limit of a page. */
export const PAGE = 1000;
/** Filters may have 8,000 characters; what builders and readers filter by needs some of them. */
const LONGEST_RESTRICTION = 3000;
const MOST_ALTERNATIVES = 60;

/** Values of the groups around, from the outside in. */
export type GroupPath = readonly unknown[];

export interface Level {
  readonly fields: readonly PivotField[];
  /** The groups whose members are asked for; undefined asks for those of all. */
  readonly parents: readonly GroupPath[] | undefined;
}

export interface LevelQuery {
  readonly component: string;
  readonly filter: string | undefined;
  readonly rows: Level;
  readonly columns: Level;
  readonly data: readonly PivotField[];
  readonly prefix: string;
  readonly timeZone: string;
}

export interface Group {
  readonly row: GroupPath;
  readonly column: GroupPath;
  readonly values: readonly unknown[];
  /** Entries in it. */
  readonly count: number;
}

/** What entries are grouped by: the id of a reference, the first day of a period, otherwise the value. */
export function expressionOf({ path, property, interval }: PivotField, timeZone: string): string {
  const field = odataPath(path);
  if (property.type === "catalog") return `${field}/id`;
  if (interval === "none") return field;
  return `startof${interval}(${field}${property.type === "datetime" ? `,'${timeZone}'` : ""})`;
}

function valueText(field: PivotField, value: unknown): string {
  if (value === null) return "null";
  const property = field.interval !== "none" ? { ...field.property, type: "date" as const } : field.property;
  return literal(value, property) ?? "null";
}

/** The entries of one group. */
export function whereGroup(fields: readonly PivotField[], path: GroupPath, timeZone: string): string[] {
  return path.flatMap((value, index) => {
    const field = fields[index];
    return field ? [`${expressionOf(field, timeZone)} eq ${valueText(field, value)}`] : [];
  });
}

export function whereValues(field: PivotField, { mode, values }: ValueFilter, timeZone: string): string {
  // Nothing chosen: no entry counts.
  const found = values.length === 0 ? "false" : `${expressionOf(field, timeZone)} in (${values.map((value) => valueText(field, value)).join(",")})`;
  return mode === "only" ? found : `not (${found})`;
}

class Keys {
  readonly names: string[] = [];
  readonly computed: string[] = [];
  readonly order: string[] = [];

  constructor(
    readonly level: Level,
    readonly axis: string,
    prefix: string,
    timeZone: string,
  ) {
    for (const [index, field] of level.fields.entries()) {
      const name = `${prefix}${axis}${index}`;
      const direction = field.descending ? " desc" : "";
      this.computed.push(`${expressionOf(field, timeZone)} as ${name}`);
      if (field.property.type === "catalog") {
        this.computed.push(`${odataPath(field.path)}/name as ${name}n`);
        this.order.push(`${name}n${direction}`);
      }
      this.order.push(`${name}${direction}`);
      this.names.push(name);
    }
  }

  get all(): string[] {
    return this.level.fields.flatMap(({ property }, index) => {
      const name = this.names[index] ?? "";
      return property.type === "catalog" ? [name, `${name}n`] : [name];
    });
  }

  path(row: Readonly<Record<string, unknown>>): GroupPath {
    return this.level.fields.map(({ property }, index) => {
      const name = this.names[index] ?? "";
      const value = row[name] ?? null;
      return property.type === "catalog" && value !== null ? { id: value, name: row[`${name}n`] ?? null } : value;
    });
  }
}

/** Groups of one parent are asked for together: `a eq 1 and b in (2,3) or a eq 4 and b in (5)`. */
function within(keys: Keys): string | undefined {
  const { parents, fields } = keys.level;
  if (!parents || parents.length === 0) return undefined;
  const depth = parents[0]?.length ?? 0;
  const text = (path: GroupPath, index: number) => {
    const field = fields[index];
    return field ? valueText(field, path[index]) : "null";
  };
  const families = new Map<string, string[]>();
  for (const path of parents) {
    const around = path.slice(0, -1).map((_, index) => `${keys.names[index] ?? ""} eq ${text(path, index)}`);
    const family = around.join(" and ");
    families.set(family, [...(families.get(family) ?? []), text(path, depth - 1)]);
  }
  const alternatives = [...families].map(([around, values]) => {
    const last = `${keys.names[depth - 1] ?? ""} in (${values.join(",")})`;
    return around ? `(${around} and ${last})` : last;
  });
  const condition = alternatives.length > 1 ? `(${alternatives.join(" or ")})` : alternatives[0];
  // Too much to say: all groups of the level are asked for, and those that are not shown are left aside.
  return alternatives.length > MOST_ALTERNATIVES || (condition?.length ?? 0) > LONGEST_RESTRICTION ? undefined : condition;
}

const METHOD: Partial<Record<PivotField["summary"], string>> = { sum: "sum", average: "average", min: "min", max: "max" };

function keysOf(query: LevelQuery): readonly [Keys, Keys] {
  const { prefix, timeZone } = query;
  return [new Keys(query.rows, "r", prefix, timeZone), new Keys(query.columns, "c", prefix, timeZone)];
}

export function levelEntriesQuery(query: LevelQuery, page: number): EntriesQuery {
  const [rows, columns] = keysOf(query);
  const { prefix, data, component } = query;
  const measures = data.flatMap(({ summary, path }, index) => (METHOD[summary] ? [`${odataPath(path)} with ${METHOD[summary]} as ${prefix}v${index}`] : []));
  const aggregate = `aggregate(${[`$count as ${prefix}n`, ...measures].join(",")})`;
  const names = [...rows.all, ...columns.all];
  const computed = [...rows.computed, ...columns.computed];
  const restriction = [within(rows), within(columns)].filter(Boolean).join(" and ");
  const apply = applySteps(
    query.filter && `filter(${query.filter})`,
    computed.length > 0 ? `compute(${computed.join(",")})` : undefined,
    restriction && `filter(${restriction})`,
    names.length > 0 ? `groupby((${names.join(",")}),${aggregate})` : aggregate,
  );
  const order = [...rows.order, ...columns.order].join(",");
  return { component, apply, ...(order ? { orderby: order } : {}), top: PAGE, skip: page * PAGE, count: true };
}

export function groupsIn(query: LevelQuery, answer: readonly Entry[]): Group[] {
  const [rows, columns] = keysOf(query);
  const { prefix, data } = query;
  return (answer as unknown as readonly Readonly<Record<string, unknown>>[]).map((row) => {
    const count = Number(row[`${prefix}n`] ?? 0);
    return {
      row: rows.path(row),
      column: columns.path(row),
      count,
      values: data.map(({ summary }, index) => (METHOD[summary] ? (row[`${prefix}v${index}`] ?? null) : count)),
    };
  });
}

/** The values of one field and how many entries have each. */
export function valuesQuery(component: string, filter: string | undefined, field: PivotField, prefix: string, timeZone: string): LevelQuery {
  return { component, filter, rows: { fields: [field], parents: undefined }, columns: { fields: [], parents: undefined }, data: [], prefix, timeZone };
}

/** The series of a chart, and how they are asked for. Pure. */
import type { FieldProperty } from "../model";
import type { EntriesQuery } from "../runtime-api";
import type { ChartSource, OrderField, Summary } from "../settings";
import { type Aggregated, aggregatedProperty, aggregateQuery, columnNames } from "../shared/aggregate-query";
import { odataPath } from "../shared/odata";
import { orderBy, selection } from "../shared/paths";

export interface Series {
  /** Nothing for a number of entries. */
  readonly field: string | undefined;
  /** None: one point for each entry. */
  readonly summary: Summary | undefined;
  /** Column of the answer that holds the aggregate. */
  readonly column: string;
  /** Of the value drawn. */
  readonly property: FieldProperty | undefined;
  readonly source: ChartSource;
}

export interface Asked {
  readonly component: string;
  readonly filter: string | undefined;
  readonly label: string | undefined;
  readonly order: readonly OrderField[];
}

/** What a chart draws at most. */
export const MOST_POINTS = 100_000;

type PropertyOf = (field: string) => FieldProperty | undefined;

/** Those that say what to draw. */
export function seriesOf(sources: readonly ChartSource[], properties: readonly FieldProperty[], property: PropertyOf): Series[] {
  const drawn = sources.filter(({ value, aggregate }) => value || aggregate === "count");
  const columns = columnNames(drawn.length, properties);
  return drawn.map((source, index) => {
    const field = source.value || undefined;
    const summary = source.aggregate === "none" ? undefined : source.aggregate;
    const own = field === undefined ? undefined : property(field);
    return { field, summary, column: columns[index] ?? "", property: summary ? aggregatedProperty(summary, own) : own, source };
  });
}

/** Entries, one for each point. */
export function pointsQuery(asked: Asked, series: readonly Series[], property: PropertyOf): EntriesQuery {
  const { component, filter, label, order } = asked;
  const values = series.filter(({ summary }) => summary === undefined).map(({ field = "" }) => field);
  const { select, expand, references } = selection(label === undefined ? values : [label, ...values], property);
  return {
    component,
    filter,
    orderby: order.length > 0 ? orderBy(order) : label !== undefined && hasOrder(property(label)) ? odataPath(label) : "id",
    select: label === undefined ? ["name", ...select] : select,
    expand,
    references,
    top: MOST_POINTS,
    count: true,
  };
}

function hasOrder(property: FieldProperty | undefined): boolean {
  return property !== undefined && property.type !== "array" && property.type !== "file" && property.encrypted !== true;
}

/** Groups of entries with one label, put together by the server. */
export function groupsQuery({ component, filter, label, order }: Asked, series: readonly Series[]): EntriesQuery {
  const values = series.flatMap(({ field, summary, column }): Aggregated[] => (summary ? [{ field, summary, column }] : []));
  const terms = order.flatMap(({ field, direction }) => {
    const path = field === "" ? undefined : groupedPath(odataPath(field), label, values);
    return path === undefined ? [] : [`${path}${direction === "descending" ? " desc" : ""}`];
  });
  return {
    component,
    apply: aggregateQuery(filter, label === undefined ? [] : [label], values),
    orderby: terms.join(",") || undefined,
    top: MOST_POINTS,
    count: true,
  };
}

/** What a field is called after the grouping; nothing where it is not part of the groups. */
function groupedPath(path: string, label: string | undefined, values: readonly Aggregated[]): string | undefined {
  if (label !== undefined && odataPath(label) === path) return path;
  return values.find(({ field }) => field !== undefined && odataPath(field) === path)?.column;
}

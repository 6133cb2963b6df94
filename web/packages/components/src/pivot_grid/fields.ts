/** The fields of a pivot: what the builder set, what the reader changed, and what fits the property behind. Pure. */
import type { FieldProperty } from "../model";
import type { OrderField, PivotColumn, Summary } from "../settings";
import { SUMMARIES } from "../settings";
import { odataPath } from "../shared/odata";
import type { PivotState } from "./state";

export type Interval = NonNullable<PivotColumn["group_interval"]>;

export interface PivotField {
  /** Position in the settings, as text. */
  readonly id: string;
  readonly path: string;
  readonly caption: string;
  readonly property: FieldProperty;
  /** Only dates and instants are put together by intervals. */
  readonly interval: Interval;
  /** One that fits the property. */
  readonly summary: Summary;
  readonly descending: boolean;
  readonly format: string | undefined;
}

const NUMERIC = new Set(["integer", "number"]);
const ORDERED = new Set(["string", "uri", "integer", "number", "datetime", "date", "time"]);

/** Entries of everything can be counted; what has an order has a least; what is an amount can be added up. */
export function summariesFor(property: FieldProperty): readonly Summary[] {
  if (property.enum || !ORDERED.has(property.type)) return ["count"];
  if (NUMERIC.has(property.type)) return SUMMARIES;
  return property.type === "uri" ? ["count"] : ["count", "min", "max"];
}

export function isPeriodical(property: FieldProperty): boolean {
  return property.type === "date" || property.type === "datetime";
}

interface Context {
  readonly property: (path: string) => FieldProperty | undefined;
  readonly text: (column: PivotColumn) => string;
  readonly order: readonly OrderField[];
  readonly state: PivotState;
}

/** Columns without a field, or whose property is not there or not known yet, say nothing and are left out. */
export function fieldsOf(columns: readonly PivotColumn[], { property: propertyOf, text, order, state }: Context): PivotField[] {
  return columns.flatMap((column, index) => {
    const path = column.field ?? "";
    const property = path === "" ? undefined : propertyOf(path);
    if (!property) return [];
    const id = String(index);
    const wished = state.summaries[id] ?? column.summary ?? "sum";
    const byDefault = order.find((term) => odataPath(term.field) === odataPath(path))?.direction;
    return [
      {
        id,
        path,
        caption: text(column) || property.title || path,
        property,
        interval: isPeriodical(property) ? (column.group_interval ?? "none") : "none",
        summary: summariesFor(property).includes(wished) ? wished : "count",
        descending: state.descending[id] ?? (column.sort_order ?? byDefault) === "descending",
        format: column.display_format || undefined,
      },
    ];
  });
}

/** Stands in for data fields where there are none: how many entries a group has. */
export const ENTRIES: PivotField = {
  id: "entries",
  path: "id",
  caption: "",
  property: { name: "id", title: "", type: "integer" },
  interval: "none",
  summary: "count",
  descending: false,
  format: undefined,
};

/** `$apply` of groups and their aggregates. Pure. */
import type { FieldProperty } from "../model";
import type { Summary } from "../settings";
import { odataPath } from "./odata";

export interface Aggregated {
  /** Of the entries counted where it is `count`; otherwise of what is put together. */
  readonly field?: string | undefined;
  readonly summary: Summary;
  /** Name of its column in the answer. */
  readonly column: string;
}

/** Names of so many columns, none of them that of a property. */
export function columnNames(count: number, properties: readonly FieldProperty[]): string[] {
  const stem = freePrefix(properties, "Value");
  return Array.from({ length: count }, (_, index) => `${stem}${index + 1}`);
}

/** Entries that pass the filter, grouped by fields; without any they make one row. */
export function aggregateQuery(filter: string | undefined, fields: readonly string[], values: readonly Aggregated[]): string {
  const terms = values.map(({ field = "", summary, column }) => `${summary === "count" ? "$count" : `${odataPath(field)} with ${summary}`} as ${column}`);
  const aggregate = `aggregate(${terms.join(",")})`;
  const grouped = fields.length > 0 ? `groupby((${fields.map(odataPath).join(",")}),${aggregate})` : aggregate;
  return filter ? `filter(${filter})/${grouped}` : grouped;
}

/** What putting values together makes of their property. */
export function aggregatedProperty(summary: Summary, property: FieldProperty | undefined): FieldProperty | undefined {
  // A sum or an average of an enumeration is none of its values.
  if (summary === "count") return { name: "", title: "", type: "integer" };
  return property && { ...property, type: summary === "average" ? "number" : property.type, enum: summary === "min" || summary === "max" ? property.enum : null };
}

/** A beginning of names that no property shares, so that whatever is computed can be called after it. */
export function freePrefix(properties: readonly Pick<FieldProperty, "name">[], wish: string): string {
  const taken = properties.map(({ name }) => name.toLowerCase());
  let prefix = wish;
  while (taken.some((name) => name.startsWith(prefix.toLowerCase()))) prefix += "_";
  return prefix;
}

/** Steps one after another; those that are not there are left out. */
export function applySteps(...steps: readonly (string | undefined)[]): string {
  return steps.filter(Boolean).join("/");
}

/** What the reader has done to a grid: sorting, column filters, page. Plain data, kept while away. */
import type { FieldProperty } from "../model";
import type { ResolvedRule } from "../shared/odata";
import type { GridColumn, OrderField } from "../settings";

export const COLUMN_OPERATORS = [
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "equal",
  "not_equal",
  "greater",
  "greater_or_equal",
  "less",
  "less_or_equal",
  "between",
  "in",
  "not_in",
  "is_empty",
  "is_not_empty",
] as const;
export type ColumnOperator = (typeof COLUMN_OPERATORS)[number];

export interface ColumnFilter {
  operator: ColumnOperator;
  values: readonly unknown[];
}

export interface SortedColumn {
  /** Position of the column in the settings, as text. */
  id: string;
  desc: boolean;
}

export interface GridState {
  sorting: readonly SortedColumn[];
  filters: Readonly<Record<string, ColumnFilter>>;
  page: number;
  /** Undefined: as the builder set it. */
  pageSize?: number;
  dense: boolean;
}

export const initialGridState: GridState = { sorting: [], filters: {}, page: 0, dense: false };

/** Click: ascending, descending, none. With a modifier key the other sorted columns stay. */
export function toggleSorting(sorting: readonly SortedColumn[], id: string, additive: boolean): readonly SortedColumn[] {
  const current = sorting.find((column) => column.id === id);
  const others = additive ? sorting.filter((column) => column.id !== id) : [];
  if (!current) return [...others, { id, desc: false }];
  if (current.desc) return others;
  if (!additive) return [{ id, desc: true }];
  return sorting.map((column) => (column.id === id ? { id, desc: true } : column));
}

/** The columns the reader sorts by, as fields. */
export function sortedFields(sorting: readonly SortedColumn[], columns: readonly GridColumn[]): OrderField[] {
  return sorting.map(({ id, desc }) => ({ field: columns[Number(id)]?.fields?.[0] ?? "", direction: desc ? "descending" : "ascending" }));
}

/** Operators offered for a property, the first being the one to start with. */
export function operatorsFor(property: FieldProperty | undefined): readonly ColumnOperator[] {
  const emptiness: ColumnOperator[] = ["is_empty", "is_not_empty"];
  if (property?.enum) return ["in", "not_in", ...emptiness];
  if (property?.encrypted) return ["equal", "not_equal", ...emptiness];
  switch (property?.type) {
    case "boolean":
    case "catalog":
      return ["equal", "not_equal", ...emptiness];
    case "integer":
    case "number":
      return ["equal", "not_equal", "greater", "greater_or_equal", "less", "less_or_equal", "between", ...emptiness];
    case "datetime":
    case "date":
    case "time":
      return ["between", "equal", "greater", "greater_or_equal", "less", "less_or_equal", ...emptiness];
    case "array":
    case "file":
      return emptiness;
    default:
      return ["contains", "not_contains", "equal", "not_equal", "starts_with", "ends_with", ...emptiness];
  }
}

/** Does the filter say something yet? */
export function isComplete({ operator, values }: ColumnFilter): boolean {
  if (operator === "is_empty" || operator === "is_not_empty") return true;
  const given = values.filter((value) => value !== null && value !== undefined && value !== "");
  return operator === "between" ? given.length === 2 : given.length > 0;
}

/** A column filter as a rule for the server. */
export function columnRule(column: GridColumn, filter: ColumnFilter): ResolvedRule | undefined {
  const field = column.fields?.[0];
  if (!field || !isComplete(filter)) return undefined;
  if (filter.operator === "is_empty") return { field, operator: "equal", values: [], isNull: true };
  if (filter.operator === "is_not_empty") return { field, operator: "not_equal", values: [], isNull: true };
  return { field, operator: filter.operator, values: filter.values };
}

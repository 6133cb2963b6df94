import type { LocalizedText } from "./model";

/** Names of the records that `list …` settings hold; their fields stand in `items.ts`. */
export type ItemType = "filter_rule" | "dynamic_filter_rule" | "order_field" | "grid_column" | "pivot_column" | "chart_source" | "tab_panel";

export interface FilterRule {
  field: string;
  operator?: FilterOperator;
  compare_with_null?: boolean;
  value?: string;
}

export interface DynamicFilterRule {
  field: string;
  operator?: FilterOperator;
  compare_with_null?: boolean;
  source: string;
  skip_if_empty?: boolean;
}

export interface OrderField {
  field: string;
  direction?: "ascending" | "descending";
}

/** A pair of `param_map`: writes `source`, a path in the source model, or the constant `const`, into `target`. */
export interface ParamPair {
  target: string;
  source?: string | null;
  const?: unknown;
}

export interface GridColumn {
  header_key?: string;
  header_value?: string;
  show_header?: boolean;
  sortable?: boolean;
  filterable?: boolean;
  visible?: boolean;
  plain_text?: boolean;
  width?: CssSize;
  display_format?: string;
  fields?: string[];
  command_type?: "none" | "open_application" | "edit_record";
  component?: string;
  component_page?: string;
  action_parameters?: ParamPair[];
  icon?: string;
}

export const SUMMARIES = ["count", "sum", "average", "min", "max"] as const;
export type Summary = (typeof SUMMARIES)[number];

export interface PivotColumn {
  title?: LocalizedText;
  field?: string;
  area?: "row" | "column" | "data" | "filter" | "none";
  summary?: Summary;
  group_interval?: "none" | "year" | "quarter" | "month" | "week" | "day";
  display_format?: string;
  sort_order?: "ascending" | "descending";
}

export interface ChartSource {
  title?: LocalizedText;
  value?: string;
  aggregate?: "none" | Summary;
}

/** A tab; its elements stand in the child panel of the same position. */
export interface TabPanel {
  name?: string;
  title?: LocalizedText;
  visible?: boolean;
}

export const FILTER_OPERATORS = [
  "equal",
  "not_equal",
  "greater",
  "greater_or_equal",
  "less",
  "less_or_equal",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "in",
  "not_in",
] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** Empty is automatic, a whole number is pixels, text carries its unit. */
export type CssSize = number | string;
/** Pixels: left, right, top, bottom. */
export type Thickness = readonly [number, number, number, number];

/** TypeScript type of a stored value, by setting type. */
export interface SettingValueByType {
  bool: boolean;
  int: number;
  number: number | string;
  text: string;
  identifier: string;
  localized_text: LocalizedText;
  css_size: CssSize;
  css_color: string;
  thickness: Thickness;
  radius: number | readonly number[];
  enum: string;
  format: string;
  /** A condition over the form; the server reads it, pages calculate it. */
  expression: string;
  binding: string;
  property_ref: string;
  component_ref: string;
  page_ref: string;
  dataflow_ref: string;
  workflow_ref: string;
  script_ref: string;
  file_ref: string;
  icon_ref: string;
  param_map: readonly ParamPair[];
  "list filter_rule": readonly FilterRule[];
  "list dynamic_filter_rule": readonly DynamicFilterRule[];
  "list order_field": readonly OrderField[];
  "list grid_column": readonly GridColumn[];
  "list pivot_column": readonly PivotColumn[];
  "list chart_source": readonly ChartSource[];
  "list tab_panel": readonly TabPanel[];
  "list property_ref": readonly string[];
  "list css_size": readonly CssSize[];
  "list enum": readonly string[];
  /** Never stored: the slots are the children of the element. */
  slots: null;
  "code/html": string;
}

export type SettingType = keyof SettingValueByType;

/** Groups of the Properties panel, in their order there. */
export const PANELS = ["header", "Common", "Date Time", "Pivot data grid", "Text", "Actions", "Events", "Appearance", "Layout", "Brush"] as const;
export type Panel = (typeof PANELS)[number];

/** Declaration of one setting: what Studio draws and the server validates. */
export interface SettingSpec {
  type: SettingType;
  panel: Panel;
  title: string;
  about: string;
  default?: unknown;
  /** Allowed values of an enum, or a range such as "0..1". */
  values?: readonly string[] | string;
  /** The default is computed: said in words for readers, not stored. */
  default_from?: string;
}

export type SettingSpecs = Readonly<Record<string, SettingSpec>>;

type ValueOf<Spec extends SettingSpec> = Spec extends { type: "enum"; values: readonly (infer Value)[] }
  ? Value
  : SettingValueByType[Spec["type"]];

/** Settings with the defaults filled in: what a view reads. */
export type Resolved<Specs extends SettingSpecs> = {
  readonly [Id in keyof Specs]: Specs[Id] extends { default: unknown } ? ValueOf<Specs[Id]> : ValueOf<Specs[Id]> | undefined;
};

/** Stored settings over the declared defaults; null and unknown members are left out. */
export function resolveSettings<Specs extends SettingSpecs>(specs: Specs, stored: Readonly<Record<string, unknown>>): Resolved<Specs> {
  const resolved: Record<string, unknown> = {};
  for (const [id, spec] of Object.entries(specs)) {
    const value = stored[id] ?? spec.default;
    if (value !== undefined) resolved[id] = value;
  }
  return resolved as Resolved<Specs>;
}

/** Records held by `list …` settings: the fields Studio shows in their dialogs. */
import { FILTER_OPERATORS, type ItemType, type SettingType, SUMMARIES } from "./settings";

export interface ItemField {
  type: SettingType;
  title: string;
  about: string;
  default?: unknown;
  values?: readonly string[];
}

const filterField: ItemField = { type: "property_ref", title: "Field", about: "Property of the shown component, system fields included." };
const operator: ItemField = {
  type: "enum",
  title: "Operator",
  values: FILTER_OPERATORS,
  default: "equal",
  about: "Only operators that fit the property type are offered; contains, starts and ends ignore case.",
};

export const itemTypes: Record<ItemType, Record<string, ItemField>> = {
  filter_rule: {
    field: filterField,
    operator,
    compare_with_null: { type: "bool", title: "Compare with null", default: false, about: "Compares with no value; only with equal and not equal." },
    value: { type: "text", title: "Value", about: "Constant, parsed by property type." },
  },
  dynamic_filter_rule: {
    field: filterField,
    operator,
    compare_with_null: { type: "bool", title: "Compare with null", default: false, about: "An empty source value then means no value." },
    source: { type: "binding", title: "Source", about: "Path in the current model, or in the selected row of another collection on the page." },
    skip_if_empty: { type: "bool", title: "Skip if empty", default: true, about: "The rule is ignored while the source is empty." },
  },
  order_field: {
    field: { type: "property_ref", title: "Field", about: "Property to sort by; a catalog sorts by its displayed name." },
    direction: { type: "enum", title: "Direction", values: ["ascending", "descending"], default: "ascending", about: "Sort direction." },
  },
  grid_column: {
    header_key: { type: "text", title: "Translation key", about: "Localization key of the header." },
    header_value: { type: "text", title: "Translation value", about: "Literal header text." },
    show_header: { type: "bool", title: "Show header", default: true, about: "Shows the header text." },
    sortable: { type: "bool", title: "Sortable", default: false, about: "Click on the header sorts, an icon shows the direction." },
    filterable: { type: "bool", title: "Filterable", default: false, about: "Funnel icon with operator and value." },
    visible: { type: "bool", title: "Visible", default: true, about: "Column is shown." },
    plain_text: { type: "bool", title: "Plain text", default: false, about: "Shows the raw value as text." },
    width: { type: "css_size", title: "Width", about: "Column width." },
    display_format: { type: "format", title: "Display format", about: "Pattern for dates and numbers." },
    fields: { type: "list property_ref", title: "Fields", about: "One or more properties shown in the cell." },
    command_type: {
      type: "enum",
      title: "Command type",
      values: ["none", "open_application", "edit_record"],
      default: "none",
      about: "What a click on the cell does.",
    },
    component: { type: "component_ref", title: "Component", about: "Target component of the command; empty = the component shown." },
    component_page: { type: "page_ref", title: "Component page", about: "Page of the target component; empty = its first page." },
    action_parameters: { type: "param_map", title: "Action parameters", about: "Target field from row field." },
    icon: { type: "icon_ref", title: "Icon", about: "Icon shown in the cell; only with a command." },
  },
  pivot_column: {
    title: { type: "localized_text", title: "Title", about: "Caption of the pivot field." },
    field: { type: "property_ref", title: "Field", about: "Property supplying the values." },
    area: {
      type: "enum",
      title: "Area",
      values: ["row", "column", "data", "filter", "none"],
      default: "none",
      about: "Where the field stands at first; none: only in the field chooser.",
    },
    summary: { type: "enum", title: "Summary", values: SUMMARIES, default: "sum", about: "How values of a data field are put together." },
    group_interval: {
      type: "enum",
      title: "Group interval",
      values: ["none", "year", "quarter", "month", "week", "day"],
      default: "none",
      about: "Dates of one interval stand under one heading.",
    },
    display_format: { type: "format", title: "Display format", about: "Pattern for numbers and dates." },
    sort_order: { type: "enum", title: "Sort order", values: ["ascending", "descending"], default: "ascending", about: "Order of the headings." },
  },
  chart_source: {
    title: { type: "localized_text", title: "Title", about: "Name of the series in the legend." },
    value: { type: "property_ref", title: "Value", about: "Integer or Number property that supplies the values." },
    aggregate: {
      type: "enum",
      title: "Aggregate",
      values: ["none", ...SUMMARIES],
      default: "none",
      about: "How entries of one label are put together; none: one point for each entry.",
    },
  },
  tab_panel: {
    name: { type: "identifier", title: "Name", about: "Internal name of the tab." },
    title: { type: "localized_text", title: "Title", about: "Caption of the tab." },
    visible: { type: "bool", title: "Visible", default: true, about: "The tab is offered." },
  },
};

/**
 * What the functional specification lists for each component of this version: `id type panel` of every
 * setting, events and bindings. A check list, kept apart from the definitions it checks.
 */

const IDENTITY = ["automation_id text header"];
const FIELD = [
  "disabled bool Common",
  "required bool Common",
  "label localized_text Common",
  "tooltip localized_text Common",
  "binding binding Common",
  "tab_index int Common",
];
const TEXT_ENTRY = ["placeholder localized_text Common", "show_clear bool Common"];
const AUTO_COMPLETE = ["auto_complete text Common"];
const TEXT = ["font_size css_size Text", "color css_color Text", "bold bool Text", "italic bool Text", "text_alignment enum Text"];
const LAYOUT = [
  "width css_size Layout",
  "height css_size Layout",
  "grow bool Layout",
  "margin thickness Layout",
  "padding thickness Layout",
  "visible bool Layout",
  "hidden bool Layout",
];
const CONTAINER = ["orientation enum Layout", "justify_content enum Layout", "align_items enum Layout"];
const APPEARANCE = ["corner_radius radius Appearance", "border_thickness thickness Appearance", "opacity number Appearance"];
const BRUSH = ["background css_color Brush", "background_image file_ref Brush", "border_brush css_color Brush"];
const VALUE_EVENTS = [
  "on_value_changed script_ref Events",
  "on_key_down script_ref Events",
  "on_key_up script_ref Events",
  "on_focus script_ref Events",
];
const OPTIONS = ["show_filter bool Common", "static_filters list filter_rule Common", "dynamic_filters list dynamic_filter_rule Common"];
const COLLECTION = [
  "component component_ref Common",
  "static_filters list filter_rule Common",
  "dynamic_filters list dynamic_filter_rule Common",
  "order_fields list order_field Common",
  "manual_reload bool Common",
  "data_model_source property_ref Common",
];
const ACTION = ["command_type enum Actions", "restrict_access bool Actions"];
const BOX = [...LAYOUT, ...APPEARANCE, ...BRUSH];
const INPUT_EVENTS = ["on_value_changed", "on_key_down", "on_key_up", "on_focus"];

export interface Expected {
  settings: readonly string[];
  events: readonly string[];
  binds: readonly string[];
  commands?: readonly string[];
}

export const expected: Readonly<Record<string, Expected>> = {
  label: {
    settings: [
      ...IDENTITY,
      ...TEXT,
      ...BOX,
      "binding binding Common",
      "value localized_text Common",
      "format format Common",
      "tooltip localized_text Common",
      "align_items enum Layout",
    ],
    events: [],
    binds: ["string", "integer", "number", "boolean", "datetime", "date", "time", "catalog", "array", "uri", "file"],
  },
  text_field: {
    settings: [
      ...IDENTITY,
      ...FIELD,
      ...TEXT_ENTRY,
      ...AUTO_COMPLETE,
      ...VALUE_EVENTS,
      ...BOX,
      "input_mask text Common",
      "regular_expression_mask bool Common",
    ],
    events: INPUT_EVENTS,
    binds: ["string"],
  },
  number: {
    settings: [
      ...IDENTITY,
      ...FIELD,
      ...TEXT_ENTRY,
      ...VALUE_EVENTS,
      ...BOX,
      "minimum number Common",
      "maximum number Common",
      "step number Common",
      "format format Common",
    ],
    events: INPUT_EVENTS,
    binds: ["integer", "number"],
  },
  checkbox: { settings: [...IDENTITY, ...FIELD, ...VALUE_EVENTS, ...BOX], events: INPUT_EVENTS, binds: ["boolean"] },
  select: {
    settings: [...IDENTITY, ...FIELD, ...TEXT_ENTRY, ...OPTIONS, ...VALUE_EVENTS, ...BOX],
    events: INPUT_EVENTS,
    binds: ["catalog", "string_enum", "integer_enum"],
  },
  button: {
    settings: [
      ...IDENTITY,
      ...TEXT,
      ...ACTION,
      ...BOX,
      "icon icon_ref Common",
      "icon_position enum Common",
      "disabled bool Common",
      "label localized_text Common",
      "tooltip localized_text Common",
      "tab_index int Common",
      "validate_form bool Actions",
    ],
    events: ["click_runs_command"],
    binds: [],
    commands: [
      "open_page",
      "open_application",
      "navigation_back",
      "execute_dataflow",
      "execute_workflow",
      "execute_script",
      "open_modal",
      "open_sidebar",
    ],
  },
  date_time: {
    settings: [
      ...IDENTITY,
      ...FIELD,
      ...TEXT_ENTRY,
      ...VALUE_EVENTS,
      ...BOX,
      "format enum Date Time",
      "display_format format Date Time",
      "default_value text Date Time",
      "min_date text Date Time",
      "max_date text Date Time",
    ],
    events: INPUT_EVENTS,
    binds: ["datetime", "date", "time"],
  },
  data_grid: {
    settings: [
      ...IDENTITY,
      ...COLLECTION,
      ...ACTION,
      ...BOX,
      "columns list grid_column Common",
      "page_size int Common",
      "selection_mode enum Common",
      "show_add_button bool Actions",
      "component_page page_ref Actions",
      "action_parameters param_map Actions",
      "on_datasource_loaded script_ref Events",
      "on_loaded script_ref Events",
      "on_rows_selected script_ref Events",
      "on_table_changed script_ref Events",
      "on_header_changed script_ref Events",
      "on_row_changed script_ref Events",
      "on_cell_changed script_ref Events",
    ],
    events: [
      "on_datasource_loaded",
      "on_loaded",
      "on_rows_selected",
      "on_table_changed",
      "on_header_changed",
      "on_row_changed",
      "on_cell_changed",
    ],
    binds: ["component_entries", "catalog", "array"],
    commands: ["edit_record", "open_application", "execute_dataflow", "execute_workflow", "execute_script", "open_modal", "open_sidebar"],
  },
  page: {
    settings: [
      ...IDENTITY,
      ...CONTAINER,
      ...BOX,
      "title localized_text Common",
      "provide_root_form bool Common",
      "on_loaded script_ref Events",
    ],
    events: ["on_loaded"],
    binds: [],
  },
  panel: { settings: [...IDENTITY, ...CONTAINER, ...BOX], events: [], binds: [] },
};

/** Parameters each command needs, by the setting that carries them. */
export const commandSettings: Readonly<Record<string, readonly string[]>> = {
  open_page: ["page", "action_parameters"],
  open_application: ["component", "component_page", "action_parameters"],
  edit_record: ["component_page"],
  navigation_back: [],
  execute_dataflow: ["linked_dataflow"],
  execute_workflow: ["linked_workflow", "wait_complete"],
  execute_script: ["method_name", "call_parameters"],
  open_modal: ["component", "component_page", "dialog_title", "dialog_width", "dialog_height", "action_parameters"],
  open_sidebar: ["component", "component_page", "dialog_title", "dialog_width", "dialog_height", "position", "action_parameters"],
};

/** Fields of the records that list settings hold. */
export const itemFields: Readonly<Record<string, readonly string[]>> = {
  filter_rule: ["field", "operator", "compare_with_null", "value"],
  dynamic_filter_rule: ["field", "operator", "compare_with_null", "source", "skip_if_empty"],
  order_field: ["field", "direction"],
  grid_column: [
    "header_key",
    "header_value",
    "show_header",
    "sortable",
    "filterable",
    "visible",
    "plain_text",
    "width",
    "display_format",
    "fields",
    "command_type",
    "icon",
  ],
};

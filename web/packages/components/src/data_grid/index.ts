import { Table2 } from "lucide-react";
import { lazy } from "react";

import { commandParameters, commandType, ENTRY_COMMANDS, restrictAccess, TARGET_COMPONENT, targetComponent } from "../commands";
import { defineComponent } from "../define";
import { appearance, brush, collectionEvents, collectionSource, identity, layout, without } from "../groups";

export const dataGridSettings = {
  ...identity,
  ...collectionSource,
  columns: { type: "list grid_column", panel: "Common", title: "Columns", about: "What is shown of each entry, from left to right." },
  page_size: { type: "int", panel: "Common", title: "Page size", default: 10, about: "Rows per page; the user can change it in the pager." },
  selection_mode: {
    type: "enum",
    panel: "Common",
    title: "Selection mode",
    values: ["none", "single", "multiple", "checkbox"],
    default: "none",
    about: "Off, one by click, several with modifier keys, or a check-box column with select-all.",
  },
  show_add_button: { type: "bool", panel: "Actions", title: "Show add button", default: false, about: "Adds a button that opens a blank entry on the edit page." },
  command_type: commandType(ENTRY_COMMANDS),
  [TARGET_COMPONENT]: targetComponent,
  ...without(commandParameters, "component", "page"),
  restrict_access: restrictAccess,
  ...collectionEvents,
  on_rows_selected: { type: "script_ref", panel: "Events", title: "On rows selected", about: "Selection changed; args: sender, list of selected entries." },
  on_table_changed: { type: "script_ref", panel: "Events", title: "On table changed", about: "Page, page size, sort, filter or row set changed." },
  on_header_changed: { type: "script_ref", panel: "Events", title: "On header changed", about: "A header cell is drawn or its sort or filter changed." },
  on_row_changed: { type: "script_ref", panel: "Events", title: "On row changed", about: "A row is drawn or its entry changed." },
  on_cell_changed: { type: "script_ref", panel: "Events", title: "On cell changed", about: "A cell is drawn or its value changed." },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const dataGrid = defineComponent({
  kind: "data_grid",
  version: 1,
  group: "advanced",
  title: "Data Grid",
  purpose: "Paged table of a component's entries with sorting, filtering, selection and record commands.",
  icon: Table2,
  binds: ["component_entries", "catalog", "array"],
  settings: dataGridSettings,
  events: [
    "on_datasource_loaded",
    "on_loaded",
    "on_rows_selected",
    "on_table_changed",
    "on_header_changed",
    "on_row_changed",
    "on_cell_changed",
  ],
  commands: ENTRY_COMMANDS,
  parameterSettings: { component: TARGET_COMPONENT },
  contained: true,
  view: lazy(() => import("./view").then((module) => ({ default: module.DataGridView }))),
});

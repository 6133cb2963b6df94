import { LayoutList } from "lucide-react";
import { lazy } from "react";

import { commandParameters, commandType, ENTRY_COMMANDS, restrictAccess, TARGET_COMPONENT, targetComponent } from "../commands";
import { defineComponent } from "../define";
import { appearance, brush, collectionEvents, collectionSource, identity, layout, without } from "../groups";

export const listViewSettings = {
  ...identity,
  ...collectionSource,
  item_template: { type: "slots", panel: "Common", title: "Item template", about: "Elements dropped inside form the card; they are bound to the entry it shows." },
  number_of_columns: { type: "int", panel: "Common", title: "Number of columns", default: 1, about: "Columns of cards; one on phones. In a horizontal list: how many are seen at once." },
  number_of_rows: { type: "int", panel: "Common", title: "Number of rows", about: "Rows of cards; empty = as needed." },
  column_gap: { type: "css_size", panel: "Common", title: "Column gap", about: "Space between columns." },
  row_gap: { type: "css_size", panel: "Common", title: "Row gap", about: "Space between rows." },
  page_size: { type: "int", panel: "Common", title: "Page size", default: 10, about: "Entries per page." },
  hide_page_selector: { type: "bool", panel: "Common", title: "Hide page selector", default: false, about: "Only the first page is shown." },
  enable_drag_and_drop: { type: "bool", panel: "Common", title: "Enable drag and drop", default: false, about: "Cards can be dragged, with the mouse, by touch and with the keyboard." },
  drag_and_drop_group: { type: "text", panel: "Common", title: "Drag and drop group", about: "Lists with the same group exchange cards; empty = any list that allows dragging." },
  command_type: commandType(ENTRY_COMMANDS),
  [TARGET_COMPONENT]: targetComponent,
  ...without(commandParameters, "component", "page"),
  restrict_access: restrictAccess,
  ...collectionEvents,
  on_drop: { type: "script_ref", panel: "Events", title: "On drop", about: "A card was dropped; args: destination list, source list, dragged entry, old index, new index." },
  orientation: {
    type: "enum",
    panel: "Layout",
    title: "Orientation",
    values: ["horizontal", "vertical"],
    default: "vertical",
    about: "Direction in which the list extends.",
  },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const listView = defineComponent({
  kind: "list_view",
  version: 1,
  group: "advanced",
  title: "List View",
  purpose: "Repeats a card for each entry: card list, gallery or kanban column.",
  icon: LayoutList,
  holds: "template",
  binds: ["component_entries", "catalog", "array"],
  settings: listViewSettings,
  events: ["on_datasource_loaded", "on_loaded", "on_drop"],
  commands: ENTRY_COMMANDS,
  parameterSettings: { component: TARGET_COMPONENT },
  contained: true,
  view: lazy(() => import("./view").then((module) => ({ default: module.ListViewView }))),
});

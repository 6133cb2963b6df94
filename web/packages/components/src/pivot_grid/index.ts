import { Grid3x3 } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, collectionEvents, collectionSource, identity, layout, without } from "../groups";

const PANEL = "Pivot data grid";

export const pivotGridSettings = {
  ...identity,
  ...without(collectionSource, "data_model_source"),
  columns: { type: "list pivot_column", panel: PANEL, title: "Columns", about: "Fields available to the pivot, and where each stands at first." },
  enable_export: { type: "bool", panel: PANEL, title: "Enable export", default: false, about: "A button exports the current view to a spreadsheet file." },
  enable_field_choose: { type: "bool", panel: PANEL, title: "Enable field choose", default: true, about: "A panel offers the fields that stand nowhere, and takes back others." },
  show_column_grand_totals: { type: "bool", panel: PANEL, title: "Show column grand totals", default: true, about: "A column with the totals of each row." },
  show_row_grand_totals: { type: "bool", panel: PANEL, title: "Show row grand totals", default: true, about: "A row with the totals of each column." },
  show_borders: { type: "bool", panel: PANEL, title: "Show borders", default: true, about: "Lines between cells." },
  encode_html: { type: "bool", panel: PANEL, title: "Encode HTML", default: true, about: "Markup in values shows as text; off: as markup, sanitized." },
  show_column_fields: { type: "bool", panel: PANEL, title: "Show column fields", default: true, about: "Shows the area of the column fields." },
  show_data_fields: { type: "bool", panel: PANEL, title: "Show data fields", default: true, about: "Shows the area of the data fields." },
  show_filter_fields: { type: "bool", panel: PANEL, title: "Show filter fields", default: true, about: "Shows the area of the filter fields." },
  show_row_fields: { type: "bool", panel: PANEL, title: "Show row fields", default: true, about: "Shows the area of the row fields." },
  allow_field_dragging: { type: "bool", panel: PANEL, title: "Allow field dragging", default: true, about: "Readers may drag fields between the areas, or move them by their menu." },
  ...collectionEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const pivotGrid = defineComponent({
  kind: "pivot_grid",
  version: 1,
  group: "advanced",
  title: "Pivot Grid",
  purpose: "Cross-tabulates a component's entries for analysis.",
  icon: Grid3x3,
  binds: ["component_entries"],
  contained: true,
  settings: pivotGridSettings,
  events: ["on_datasource_loaded", "on_loaded"],
  view: lazy(() => import("./view").then((module) => ({ default: module.PivotGridView }))),
});

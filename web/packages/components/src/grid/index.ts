import { Grid2x2 } from "lucide-react";

import { defineComponent } from "../define";
import { appearance, brush, identity, layout } from "../groups";
import { GridView } from "./view";

export const gridSettings = {
  ...identity,
  column: { type: "int", panel: "Layout", title: "Column", default: 2, about: "Number of columns." },
  row: { type: "int", panel: "Layout", title: "Row", default: 2, about: "Number of rows." },
  gap: { type: "css_size", panel: "Layout", title: "Gap", about: "Space between cells." },
  column_sizes: { type: "list css_size", panel: "Layout", title: "Column sizes", about: "Width of each column; empty = an equal share of what is left." },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const grid = defineComponent({
  kind: "grid",
  version: 1,
  group: "layout",
  title: "Grid",
  purpose: "Static table of cells that hold elements.",
  icon: Grid2x2,
  holds: "panels",
  panelCount: ["column", "row"],
  settings: gridSettings,
  events: [],
  view: GridView,
});

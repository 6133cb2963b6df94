import { ChartColumn } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, collectionEvents, collectionSource, identity, layout, without } from "../groups";

export const chartsSettings = {
  ...identity,
  ...without(collectionSource, "data_model_source"),
  chart_type: {
    type: "enum",
    panel: "Common",
    title: "Chart type",
    values: ["bar", "horizontal_bar", "pie", "donut", "line"],
    default: "bar",
    about: "Kind of chart. Pie and donut show the first series.",
  },
  label_field: { type: "property_ref", panel: "Common", title: "Label field", about: "Property giving the labels of points and slices; empty = the name of the entry." },
  data_source: { type: "list chart_source", panel: "Common", title: "Data source", about: "The series: what is drawn, and how entries of one label are put together." },
  show_legend: { type: "bool", panel: "Common", title: "Show legend", default: true, about: "Names of the series, or of the slices. A click hides or shows one." },
  y_axes_max_value: { type: "number", panel: "Common", title: "Y Axes max value", about: "Fixed top of the Y axis. Where labels stand on it that are no numbers: the place of the last one." },
  y_axes_min_value: { type: "number", panel: "Common", title: "Y Axes min value", about: "Fixed bottom of the Y axis. Where labels stand on it that are no numbers: the place of the first one." },
  x_axes_max_value: { type: "number", panel: "Common", title: "X Axes max value", about: "Fixed right end of the X axis. Where labels stand on it that are no numbers: the place of the last one." },
  x_axes_min_value: { type: "number", panel: "Common", title: "X Axes min value", about: "Fixed left end of the X axis. Where labels stand on it that are no numbers: the place of the first one." },
  ...collectionEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const charts = defineComponent({
  kind: "charts",
  version: 1,
  group: "advanced",
  title: "Charts",
  purpose: "Draws a component's entries as bars, lines, a pie or a donut.",
  icon: ChartColumn,
  binds: ["component_entries"],
  settings: chartsSettings,
  events: ["on_datasource_loaded", "on_loaded"],
  view: lazy(() => import("./view").then((module) => ({ default: module.ChartsView }))),
});

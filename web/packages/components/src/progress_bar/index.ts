import { Gauge } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, identity, layout } from "../groups";

export const progressBarSettings = {
  ...identity,
  show_value: { type: "bool", panel: "Common", title: "Show value", default: true, about: "Writes the value on the bar." },
  determinate: { type: "bool", panel: "Common", title: "Determinate", default: true, about: "Off: endless animation without a value." },
  invert: { type: "bool", panel: "Common", title: "Invert", default: false, about: "Fills from the opposite end." },
  format: { type: "format", panel: "Common", title: "Format", about: "Pattern of the shown value, such as 0 '%'." },
  value: { type: "number", panel: "Common", title: "Value", default: 0, about: "Static value." },
  value_binding: { type: "binding", panel: "Common", title: "Value binding", about: "Property for the value; wins over the static one." },
  min_value: { type: "number", panel: "Common", title: "Min value", default: 0, about: "Static lower limit." },
  min_value_binding: { type: "binding", panel: "Common", title: "Min value binding", about: "Property for the lower limit." },
  max_value: { type: "number", panel: "Common", title: "Max value", default: 100, about: "Static upper limit." },
  max_value_binding: { type: "binding", panel: "Common", title: "Max value binding", about: "Property for the upper limit." },
  ...layout,
  ...appearance,
  ...brush,
  progress: { type: "css_color", panel: "Brush", title: "Progress", default_from: "primary colour", about: "Colour of the filled part." },
} as const;

export const progressBar = defineComponent({
  kind: "progress_bar",
  version: 1,
  group: "advanced",
  title: "Progress Bar",
  purpose: "Shows progress between two limits.",
  icon: Gauge,
  binds: ["integer", "number"],
  settings: progressBarSettings,
  events: [],
  paintsItself: true,
  contained: true,
  view: lazy(() => import("./view").then((module) => ({ default: module.ProgressBarView }))),
});

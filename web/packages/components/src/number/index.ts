import { Hash } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, textEntry, valueEvents, without } from "../groups";

export const numberSettings = {
  ...identity,
  ...field,
  ...without(textEntry, "auto_complete"),
  minimum: { type: "number", panel: "Common", title: "Minimum", default_from: "from property", about: "Lower limit." },
  maximum: { type: "number", panel: "Common", title: "Maximum", default_from: "from property", about: "Upper limit." },
  step: { type: "number", panel: "Common", title: "Step", default: 1, about: "Change per arrow click." },
  format: { type: "format", panel: "Common", title: "Format", about: "Display pattern (grouping, decimals)." },
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const number = defineComponent({
  kind: "number",
  version: 1,
  group: "basic",
  title: "Number",
  purpose: "Numeric input with step arrows.",
  icon: Hash,
  binds: ["integer", "number"],
  settings: numberSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.NumberView }))),
});

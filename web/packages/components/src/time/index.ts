import { Clock } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, textEntry, valueEvents, without } from "../groups";

export const timeSettings = {
  ...identity,
  ...field,
  ...without(textEntry, "auto_complete"),
  format: {
    type: "format",
    panel: "Common",
    title: "Format",
    default: "HH:mm",
    about: "Pattern with 24 hours (HH:mm) or with 12 (hh:mm tt), with or without seconds (HH:mm:ss).",
  },
  minute_step: { type: "int", panel: "Common", title: "Minute step", default: 5, about: "Step offered by the picker, 1 to 60; typing may be finer." },
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const time = defineComponent({
  kind: "time",
  version: 1,
  group: "advanced",
  title: "Time",
  purpose: "Picker and display of a time of day.",
  icon: Clock,
  binds: ["time"],
  settings: timeSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.TimeView }))),
});

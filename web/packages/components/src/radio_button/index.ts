import { CircleDot } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, optionsSource, valueEvents, without } from "../groups";

export const radioButtonSettings = {
  ...identity,
  ...field,
  ...without(optionsSource, "show_filter"),
  ...valueEvents,
  orientation: {
    type: "enum",
    panel: "Layout",
    title: "Orientation",
    values: ["horizontal", "vertical"],
    default: "vertical",
    about: "Direction of the options.",
  },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const radioButton = defineComponent({
  kind: "radio_button",
  version: 1,
  group: "basic",
  title: "Radio Button",
  purpose: "Choice of one of a few visible, mutually exclusive options.",
  icon: CircleDot,
  binds: ["catalog", "string_enum", "integer_enum"],
  settings: radioButtonSettings,
  events: ["on_value_changed", "on_focus", "on_key_down", "on_key_up"],
  view: lazy(() => import("./view").then((module) => ({ default: module.RadioButtonView }))),
});

import { ListCollapse } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, optionsSource, textEntry, valueEvents, without } from "../groups";

export const selectSettings = {
  ...identity,
  ...field,
  ...without(textEntry, "auto_complete"),
  ...optionsSource,
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const select = defineComponent({
  kind: "select",
  version: 1,
  group: "basic",
  title: "Select",
  purpose: "Drop-down choice of one entry or enum value.",
  icon: ListCollapse,
  binds: ["catalog", "string_enum", "integer_enum"],
  settings: selectSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  contained: true,
  view: lazy(() => import("./view").then((module) => ({ default: module.SelectView }))),
});

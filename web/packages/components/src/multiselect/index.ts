import { ListChecks } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, optionsSource, textEntry, valueEvents, without } from "../groups";

export const multiselectSettings = {
  ...identity,
  ...field,
  ...without(textEntry, "auto_complete"),
  ...optionsSource,
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const multiselect = defineComponent({
  kind: "multiselect",
  version: 1,
  group: "basic",
  title: "Multiselect",
  purpose: "Choice of several entries of a referenced component.",
  icon: ListChecks,
  binds: ["array"],
  settings: multiselectSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  contained: true,
  view: lazy(() => import("./view").then((module) => ({ default: module.MultiselectView }))),
});

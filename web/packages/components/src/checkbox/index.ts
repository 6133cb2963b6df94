import { SquareCheckBig } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, valueEvents } from "../groups";

export const checkboxSettings = { ...identity, ...field, ...valueEvents, ...layout, ...appearance, ...brush } as const;

export const checkbox = defineComponent({
  kind: "checkbox",
  version: 1,
  group: "basic",
  title: "Checkbox",
  purpose: "Tick box for a yes/no value.",
  icon: SquareCheckBig,
  binds: ["boolean"],
  settings: checkboxSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.CheckboxView }))),
});

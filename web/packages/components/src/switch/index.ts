import { ToggleLeft } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, valueEvents } from "../groups";

export const switchSettings = { ...identity, ...field, ...valueEvents, ...layout, ...appearance, ...brush } as const;

export const switchToggle = defineComponent({
  kind: "switch",
  version: 1,
  group: "basic",
  title: "Switch",
  purpose: "On/off toggle for a yes/no value.",
  icon: ToggleLeft,
  binds: ["boolean"],
  settings: switchSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.SwitchView }))),
});

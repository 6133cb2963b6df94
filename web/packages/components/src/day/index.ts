import { CalendarDays } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, textEntry, valueEvents, without } from "../groups";

export const daySettings = {
  ...identity,
  ...field,
  ...without(textEntry, "auto_complete"),
  format: { type: "format", panel: "Common", title: "Format", default_from: "locale date pattern", about: "Pattern of the day, such as dd.MM.yyyy." },
  min_date: { type: "text", panel: "Common", title: "Min date", default_from: "from property", about: "Earliest day: yyyy-MM-dd or today." },
  max_date: { type: "text", panel: "Common", title: "Max date", default_from: "from property", about: "Latest day: yyyy-MM-dd or today." },
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const day = defineComponent({
  kind: "day",
  version: 1,
  group: "advanced",
  title: "Day",
  purpose: "Picker and display of a single calendar day.",
  icon: CalendarDays,
  binds: ["date"],
  settings: daySettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.DayView }))),
});

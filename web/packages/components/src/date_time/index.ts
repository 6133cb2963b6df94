import { CalendarClock } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, textEntry, valueEvents, without } from "../groups";

export const dateTimeSettings = {
  ...identity,
  ...field,
  ...without(textEntry, "auto_complete"),
  format: {
    type: "enum",
    panel: "Date Time",
    title: "Format",
    values: ["date", "time", "date_and_time"],
    default: "date_and_time",
    about: "Which parts are shown and edited.",
  },
  display_format: { type: "format", panel: "Date Time", title: "Display format", about: "Exact pattern; empty = the locale's pattern." },
  default_value: { type: "text", panel: "Date Time", title: "Default value", about: "Constant, now or today; applied to new entries only." },
  min_date: { type: "text", panel: "Date Time", title: "Min date", default_from: "from property", about: "Earliest selectable moment." },
  max_date: { type: "text", panel: "Date Time", title: "Max date", default_from: "from property", about: "Latest selectable moment." },
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const dateTime = defineComponent({
  kind: "date_time",
  version: 1,
  group: "advanced",
  title: "Date Time",
  purpose: "Picker and display of a date, a time or both.",
  icon: CalendarClock,
  binds: ["datetime", "date", "time"],
  settings: dateTimeSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.DateTimeView }))),
});

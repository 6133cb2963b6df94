import { LetterText } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, textEntry, valueEvents, without } from "../groups";

export const textAreaSettings = {
  ...identity,
  ...field,
  ...without(textEntry, "auto_complete"),
  auto_size: { type: "bool", panel: "Common", title: "Auto size", default: false, about: "Height grows with the text." },
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const textArea = defineComponent({
  kind: "text_area",
  version: 1,
  group: "basic",
  title: "Text Area",
  purpose: "Multi-line plain text input.",
  icon: LetterText,
  binds: ["string"],
  settings: textAreaSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.TextAreaView }))),
});

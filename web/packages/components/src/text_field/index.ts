import { TextCursorInput } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, textEntry, valueEvents } from "../groups";

export const textFieldSettings = {
  ...identity,
  ...field,
  ...textEntry,
  input_mask: { type: "text", panel: "Common", title: "Input mask", about: "Pattern the typed text must follow, e.g. 00-000." },
  regular_expression_mask: {
    type: "bool",
    panel: "Common",
    title: "Regular expression mask",
    default: false,
    about: "The mask is a regular expression instead of a positional mask.",
  },
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const textField = defineComponent({
  kind: "text_field",
  version: 1,
  group: "basic",
  title: "Text Field",
  purpose: "Single-line text input and output.",
  icon: TextCursorInput,
  binds: ["string"],
  settings: textFieldSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.TextFieldView }))),
});

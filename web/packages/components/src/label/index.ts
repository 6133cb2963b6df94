import { Type } from "lucide-react";

import { defineComponent } from "../define";
import { appearance, brush, identity, layout, text, textBox } from "../groups";
import { LabelView } from "./view";

export const labelSettings = {
  ...identity,
  binding: { type: "binding", panel: "Common", title: "Binding", about: "Property whose value is shown." },
  value: { type: "localized_text", panel: "Common", title: "Value", about: "Static text used when nothing is bound." },
  format: { type: "format", panel: "Common", title: "Format", about: "Pattern for date and time values and for numbers." },
  tooltip: { type: "localized_text", panel: "Common", title: "Tool tip", about: "Hint on hover." },
  ...text,
  ...layout,
  ...textBox,
  ...appearance,
  ...brush,
} as const;

export const label = defineComponent({
  kind: "label",
  version: 1,
  group: "basic",
  title: "Label",
  purpose: "Shows read-only text: a caption, a heading, a status or a bound value.",
  icon: Type,
  binds: ["string", "integer", "number", "boolean", "datetime", "date", "time", "catalog", "array", "uri", "file"],
  settings: labelSettings,
  events: [],
  view: LabelView,
});

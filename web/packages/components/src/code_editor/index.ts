import { SquareCode } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, valueEvents } from "../groups";

export const codeEditorSettings = {
  ...identity,
  ...field,
  theme: {
    type: "enum",
    panel: "Common",
    title: "Theme",
    values: ["light", "dark", "high_contrast"],
    default: "light",
    about: "Visual style of the editor.",
  },
  mode: {
    type: "enum",
    panel: "Common",
    title: "Mode",
    values: ["plain_text", "javascript", "typescript", "python", "json", "html", "css", "sql", "xml", "yaml", "markdown", "csharp"],
    default: "plain_text",
    about: "Language for highlighting and indentation.",
  },
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const codeEditor = defineComponent({
  kind: "code_editor",
  version: 1,
  group: "basic",
  title: "Code Editor",
  purpose: "Entry and display of source code with highlighting.",
  icon: SquareCode,
  binds: ["string"],
  settings: codeEditorSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.CodeEditorView }))),
});

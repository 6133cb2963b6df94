import { FilePenLine } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, valueEvents } from "../groups";
import { PLUGINS } from "./plugins";

export const wysiwygEditorSettings = {
  ...identity,
  ...field,
  plugins: { type: "list enum", panel: "Common", title: "Plugins", values: PLUGINS, default: PLUGINS, about: "Editor features that are switched on." },
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const wysiwygEditor = defineComponent({
  kind: "wysiwyg_editor",
  version: 1,
  group: "basic",
  title: "WYSIWYG Editor",
  purpose: "Rich-text entry in word-processor style.",
  icon: FilePenLine,
  binds: ["string"],
  settings: wysiwygEditorSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.WysiwygEditorView }))),
});

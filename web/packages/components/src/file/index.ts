import { Paperclip } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, valueEvents, without } from "../groups";

export const fileSettings = {
  ...identity,
  ...field,
  max_file_size_in_bytes: { type: "int", panel: "Common", title: "Max file size in bytes", about: "Upper limit for this control." },
  accept_files: {
    type: "text",
    panel: "Common",
    title: "Accept files",
    about: "Comma-separated extensions and MIME patterns that may be chosen (image/*, .docx).",
  },
  read_only: { type: "bool", panel: "Common", title: "Read only", default: false, about: "No upload or removal; download stays possible." },
  value: { type: "file_ref", panel: "Common", title: "Value", about: "Preset file when nothing is bound." },
  ...without(valueEvents, "on_key_down", "on_key_up"),
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const file = defineComponent({
  kind: "file",
  version: 1,
  group: "basic",
  title: "File",
  purpose: "Upload of a file and display of its name and size.",
  icon: Paperclip,
  binds: ["file"],
  settings: fileSettings,
  events: ["on_value_changed", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.FileView }))),
});

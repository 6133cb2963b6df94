import { MousePointerClick } from "lucide-react";

import { commandParameters, commandType, restrictAccess } from "../commands";
import { defineComponent } from "../define";
import { appearance, brush, identity, layout, text } from "../groups";
import { ButtonView } from "./view";

const commands = [
  "open_page",
  "open_application",
  "navigation_back",
  "execute_dataflow",
  "execute_workflow",
  "execute_script",
  "open_modal",
  "open_sidebar",
] as const;

export const buttonSettings = {
  ...identity,
  icon: { type: "icon_ref", panel: "Common", title: "Icon", about: "Icon on the button." },
  icon_position: {
    type: "enum",
    panel: "Common",
    title: "Icon position",
    values: ["left", "right", "top", "bottom"],
    default: "left",
    about: "Side of the caption on which the icon sits.",
  },
  disabled: { type: "bool", panel: "Common", title: "Disabled", default: false, about: "Not clickable." },
  label: { type: "localized_text", panel: "Common", title: "Label", about: "Caption." },
  tooltip: { type: "localized_text", panel: "Common", title: "Tool tip", about: "Hint on hover." },
  tab_index: { type: "int", panel: "Common", title: "Tab index", about: "Keyboard order." },
  ...text,
  command_type: commandType(commands),
  ...commandParameters,
  restrict_access: restrictAccess,
  validate_form: { type: "bool", panel: "Actions", title: "Validate form", default: true, about: "Checks the current page before a flow command." },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const button = defineComponent({
  kind: "button",
  version: 1,
  group: "basic",
  title: "Button",
  purpose: "Runs one command: navigation, flow, workflow or script.",
  icon: MousePointerClick,
  settings: buttonSettings,
  events: ["click_runs_command"],
  commands,
  dropSettings: { height: 32, grow: true, margin: [0, 0, 0, 10] },
  paintsItself: true,
  view: ButtonView,
});

import { FileStack } from "lucide-react";

import { defineComponent } from "../define";
import { appearance, brush, containerLayout, identity, layout } from "../groups";
import { PageView } from "./view";

export const pageSettings = {
  ...identity,
  title: { type: "localized_text", panel: "Common", title: "Title", about: "Name shown in breadcrumbs, menus and page pickers." },
  provide_root_form: {
    type: "bool",
    panel: "Common",
    title: "Provide root form",
    default: false,
    about: "Wraps the page in an HTML form so that browser autofill works; Enter submits the first button.",
  },
  on_loaded: { type: "script_ref", panel: "Events", title: "On loaded", about: "Runs after the page and its entry are loaded." },
  ...containerLayout,
  // A page reads from top to bottom unless the builder says otherwise.
  orientation: { ...containerLayout.orientation, default: "vertical" },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const page = defineComponent({
  kind: "page",
  version: 1,
  group: "layout",
  title: "Page",
  purpose: "One screen of a component.",
  icon: FileStack,
  holds: "elements",
  settings: pageSettings,
  events: ["on_loaded"],
  dropSettings: { orientation: "vertical" },
  view: PageView,
});

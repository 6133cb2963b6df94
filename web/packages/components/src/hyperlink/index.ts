import { Link2 } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, identity, layout, text } from "../groups";

export const hyperlinkSettings = {
  ...identity,
  label: { type: "localized_text", panel: "Common", title: "Label", about: "Text of the link; empty = the address." },
  binding: { type: "binding", panel: "Common", title: "Binding", about: "Uri property supplying the address." },
  value: { type: "text", panel: "Common", title: "Value", about: "Static address used when nothing is bound: http, https, mailto, tel or a path of this application." },
  open_in: {
    type: "enum",
    panel: "Common",
    title: "Open in",
    values: ["same_tab", "new_tab"],
    default_from: "same_tab inside the application, new_tab outside",
    about: "Where the target opens.",
  },
  ...text,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const hyperlink = defineComponent({
  kind: "hyperlink",
  version: 1,
  group: "basic",
  title: "Hyperlink",
  purpose: "Clickable link to another part of the application or to an external address.",
  icon: Link2,
  binds: ["uri"],
  settings: hyperlinkSettings,
  events: [],
  writes: true,
  view: lazy(() => import("./view").then((module) => ({ default: module.HyperlinkView }))),
});

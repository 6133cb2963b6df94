import { CodeXml } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, identity, layout } from "../groups";

export const htmlSettings = {
  ...identity,
  html: { type: "code/html", panel: "Common", title: "Html", about: "Markup that is shown; scripts in it do not run." },
  binding: { type: "binding", panel: "Common", title: "Binding", about: "Shows the HTML held in a text property, sanitized, instead of the static markup." },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const html = defineComponent({
  kind: "html",
  version: 1,
  group: "basic",
  title: "HTML",
  purpose: "Places raw HTML in the page.",
  icon: CodeXml,
  binds: ["string"],
  settings: htmlSettings,
  events: [],
  view: lazy(() => import("./view").then((module) => ({ default: module.HtmlView }))),
});

import { Shapes } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, identity, layout } from "../groups";

export const svgSettings = {
  ...identity,
  binding: { type: "binding", panel: "Common", title: "Binding", about: "File property holding the picture." },
  file: { type: "file_ref", panel: "Common", title: "File", values: [".svg"], about: "Static picture when nothing is bound." },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const svg = defineComponent({
  kind: "svg",
  version: 1,
  group: "basic",
  title: "SVG",
  purpose: "Scalable vector picture.",
  icon: Shapes,
  binds: ["file"],
  settings: svgSettings,
  events: [],
  view: lazy(() => import("./view").then((module) => ({ default: module.SvgView }))),
});

import { GalleryHorizontal } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, identity, layout } from "../groups";

export const sliderSettings = {
  ...identity,
  columns: { type: "slots", panel: "Common", title: "Columns", about: "The slides; each is a container, normally holding an Image." },
  show_arrows: { type: "bool", panel: "Common", title: "Show arrows", default: true, about: "Previous and next arrows." },
  mode: {
    type: "enum",
    panel: "Common",
    title: "Mode",
    values: ["carousel", "range"],
    default: "carousel",
    about: "Range turns the element into a value slider bound to a number.",
  },
  binding: { type: "binding", panel: "Common", title: "Binding", about: "Range mode: Integer or Number property." },
  minimum: { type: "number", panel: "Common", title: "Minimum", default: 0, about: "Range mode: lowest value." },
  maximum: { type: "number", panel: "Common", title: "Maximum", default: 100, about: "Range mode: highest value." },
  step: { type: "number", panel: "Common", title: "Step", default: 1, about: "Range mode: distance between two values." },
  on_value_changed: { type: "script_ref", panel: "Events", title: "On value changed", about: "Range mode: runs after the value really changed and was committed." },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const slider = defineComponent({
  kind: "slider",
  version: 1,
  group: "advanced",
  title: "Slider",
  purpose: "Carousel of pictures or other content, slide by slide.",
  icon: GalleryHorizontal,
  holds: "panels",
  binds: ["array", "file", "integer", "number"],
  settings: sliderSettings,
  events: ["on_value_changed"],
  view: lazy(() => import("./view").then((module) => ({ default: module.SliderView }))),
});

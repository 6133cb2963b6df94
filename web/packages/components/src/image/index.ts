import { Image } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, identity, layout, PICTURES } from "../groups";

export const imageSettings = {
  ...identity,
  binding: { type: "binding", panel: "Common", title: "Binding", about: "File property holding the picture." },
  file: { type: "file_ref", panel: "Common", title: "File", values: [".png", ".jpg", ".jpeg", ".svg"], about: "Static picture from disk or file storage." },
  show_placeholder_image: { type: "bool", panel: "Common", title: "Show placeholder image", default: false, about: "Shows a stand-in while no picture is set." },
  no_image_placeholder: {
    type: "file_ref",
    panel: "Common",
    title: "No image placeholder",
    values: PICTURES,
    default_from: "the application domain's placeholder",
    about: "Stand-in picture.",
  },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const image = defineComponent({
  kind: "image",
  version: 1,
  group: "basic",
  title: "Image",
  purpose: "Shows a raster or vector picture.",
  icon: Image,
  binds: ["file"],
  settings: imageSettings,
  events: [],
  view: lazy(() => import("./view").then((module) => ({ default: module.ImageView }))),
});

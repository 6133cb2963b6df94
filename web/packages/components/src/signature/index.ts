import { Signature } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, valueEvents, without } from "../groups";

export const signatureSettings = {
  ...identity,
  ...field,
  ...without(valueEvents, "on_key_down", "on_key_up"),
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const signature = defineComponent({
  kind: "signature",
  version: 1,
  group: "advanced",
  title: "Signature",
  purpose: "Captures a hand-drawn signature.",
  icon: Signature,
  binds: ["string"],
  settings: signatureSettings,
  events: ["on_value_changed", "on_focus"],
  view: lazy(() => import("./view").then((module) => ({ default: module.SignatureView }))),
});

import { KeyRound } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, textEntry, valueEvents } from "../groups";

export const passwordSettings = {
  ...identity,
  ...field,
  ...textEntry,
  auto_complete: {
    ...textEntry.auto_complete,
    about: "Required: current-password, new-password or another value of the HTML autocomplete attribute. Takes effect on a page with a root form.",
  },
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const password = defineComponent({
  kind: "password",
  version: 1,
  group: "basic",
  title: "Password",
  purpose: "Masked entry of a secret.",
  icon: KeyRound,
  binds: ["string"],
  settings: passwordSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  dropSettings: { auto_complete: "current-password" },
  view: lazy(() => import("./view").then((module) => ({ default: module.PasswordView }))),
});

import { Phone } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, field, identity, layout, valueEvents } from "../groups";
import { loadPlans } from "../shared/phone";

export const phoneNumberSettings = {
  ...identity,
  ...field,
  default_country: {
    type: "text",
    panel: "Common",
    title: "Default country",
    about: "Country assumed for numbers typed without a prefix: two letters, such as TR. Without it numbers are typed with + and country.",
  },
  ...valueEvents,
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const phoneNumber = defineComponent({
  kind: "phone_number",
  version: 1,
  group: "basic",
  title: "Phone Number",
  purpose: "Entry and display of a telephone number with format check.",
  icon: Phone,
  binds: ["string"],
  settings: phoneNumberSettings,
  events: ["on_value_changed", "on_key_down", "on_key_up", "on_focus"],
  view: lazy(async () => {
    // The view formats from its first key on.
    const [module] = await Promise.all([import("./view"), loadPlans()]);
    return { default: module.PhoneNumberView };
  }),
});

import { PanelTop } from "lucide-react";

import { defineComponent } from "../define";
import { appearance, brush, containerLayout, identity, layout } from "../groups";
import { PanelView } from "./view";

export const panelSettings = { ...identity, ...containerLayout, ...layout, ...appearance, ...brush } as const;

export const panel = defineComponent({
  kind: "panel",
  version: 1,
  group: "layout",
  title: "Panel",
  purpose: "Flex container that positions elements.",
  icon: PanelTop,
  holds: "elements",
  settings: panelSettings,
  events: [],
  view: PanelView,
});

import { AppWindow } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, identity, layout } from "../groups";
import type { TabPanel } from "../settings";

export const tabControlSettings = {
  ...identity,
  tab_panels: { type: "list tab_panel", panel: "Common", title: "Tab panels", about: "The tabs; each is a panel for any elements." },
  active_tab: { type: "int", panel: "Common", title: "Active tab", default: 0, about: "Tab shown first, counted from 0." },
  on_tab_changed: { type: "script_ref", panel: "Events", title: "On tab changed", about: "Another tab is shown; args: sender, tab index." },
  ...layout,
  ...appearance,
  ...brush,
} as const;

/** The tab of a child panel: the one of the same position. */
export function tabAt(settings: Readonly<Record<string, unknown>>, index: number): TabPanel {
  const tabs = Array.isArray(settings.tab_panels) ? (settings.tab_panels as readonly (TabPanel | null)[]) : [];
  return tabs[index] ?? {};
}

export const tabControl = defineComponent({
  kind: "tab_control",
  version: 1,
  group: "advanced",
  title: "Tab Control",
  purpose: "Divides content into tabs.",
  icon: AppWindow,
  holds: "panels",
  panelCount: ["tab_panels"],
  offersPanel: (settings, index) => tabAt(settings, index).visible !== false,
  settings: tabControlSettings,
  events: ["on_tab_changed"],
  view: lazy(() => import("./view").then((module) => ({ default: module.TabControlView }))),
});

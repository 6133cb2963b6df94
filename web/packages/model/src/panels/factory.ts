/** Panels as elements that arrange them begin with. */

import type { Element, JsonObject } from "../documents";
import { newElement } from "../factories/element";
import type { IdSource } from "../ids";
import { uniqueName } from "../naming";
import { panelCount, TABS } from "./arrangement";

/** Slides of a fresh slider, tabs of a fresh tab control. */
const AT_FIRST = 2;

/** One below the other, as in the panel that a page begins with. */
export function slotPanel(ids: IdSource): Element {
  return newElement("panel", ids, { orientation: "vertical" });
}

/** The item of a new tab beside those that are there. */
export function newTab(tabs: readonly JsonObject[]): JsonObject {
  const name = uniqueName("Tab_", new Set(tabs.map((tab) => String(tab["name"] ?? ""))));
  return { name, title: { translation_key: "", translation_value: name.replace("_", " ") } };
}

/** A fresh element with the panels it begins with. */
export function withPanels(element: Element, ids: IdSource): Element {
  const settings = { ...element.settings };
  if (element.kind === "tab_control") {
    const first = newTab([]);
    settings[TABS] = [first, newTab([first])];
  }
  const count = panelCount(element.kind, settings) ?? AT_FIRST;
  return { ...element, settings, children: Array.from({ length: count }, () => slotPanel(ids)) };
}

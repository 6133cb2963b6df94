/** The list of tabs that goes along with the panels of a tab control. */

import type { Draft } from "immer";

import type { JsonObject } from "../documents";
import { TABS } from "../panels/arrangement";
import type { ElementDraft } from "./draftTree";

/** The tabs of an element that has some, one for each of its panels; null for all others. */
export function tabsOf(element: ElementDraft): Draft<JsonObject>[] | null {
  if (element.kind !== "tab_control") return null;
  const stored = element.settings[TABS];
  return Array.isArray(stored) ? (stored as Draft<JsonObject>[]) : [];
}

import type { Element } from "../documents";
import type { IdSource } from "../ids";
import { TABS, arrangesPanels, isTable } from "../panels/arrangement";
import { newTab, slotPanel } from "../panels/factory";
import type { Command } from "./command";
import { elementOf, plain } from "./draftTree";
import { withFreeNames } from "./insertElement";
import { insertAt } from "./lists";
import { tabsOf } from "./panelLists";

/** Adds a tab with its panel, or a slide. Cells are added by the size of their grid. */
export function addPanel(elementId: string, ids: IdSource): Command {
  return insertPanel("addPanel", elementId, slotPanel(ids));
}

/** Puts a panel in its place, with the tab that belongs to it: a copy of the tab before when it is one of its panel. */
export function insertPanel(label: string, elementId: string, panel: Element, index?: number, copied?: number): Command {
  return {
    label,
    run: (draft) => {
      const element = elementOf(draft, elementId);
      if (!element || !arrangesPanels(element.kind) || isTable(element.kind)) return;
      const tabs = tabsOf(element);
      const added = withFreeNames(draft, panel);
      insertAt(element.children, index, added);
      if (!tabs) return;
      const fresh = newTab(plain(tabs));
      const source = copied === undefined ? undefined : tabs[copied];
      insertAt(tabs, index, source ? { ...plain(source), name: fresh["name"] } : fresh);
      element.settings[TABS] = tabs;
    },
  };
}

import { arrangesPanels, isTable } from "../panels/arrangement";
import type { Command } from "./command";
import { elementOf } from "./draftTree";
import { tabsOf } from "./panelLists";

/** Removes a panel with all inside it, and its tab. Cells go by the size of their grid. */
export function removePanel(elementId: string, index: number): Command {
  return {
    label: "removePanel",
    run: (draft) => {
      const element = elementOf(draft, elementId);
      if (!element || !arrangesPanels(element.kind) || isTable(element.kind) || !element.children[index]) return;
      element.children.splice(index, 1);
      tabsOf(element)?.splice(index, 1);
    },
  };
}

import { arrangesPanels } from "../panels/arrangement";
import type { Command } from "./command";
import { elementOf } from "./draftTree";
import { moveWithin } from "./lists";
import { tabsOf } from "./panelLists";

/** Moves a panel, with its tab, so that it stands at `to`. */
export function movePanel(elementId: string, from: number, to: number): Command {
  return {
    label: "movePanel",
    run: (draft) => {
      const element = elementOf(draft, elementId);
      if (!element || !arrangesPanels(element.kind)) return;
      moveWithin(element.children, from, to);
      moveWithin(tabsOf(element) ?? [], from, to);
    },
  };
}

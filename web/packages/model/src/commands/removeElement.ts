import { arrangesPanels } from "../panels/arrangement";
import { findElement } from "../tree";
import type { Command } from "./command";
import { isPage, plain, slotOf } from "./draftTree";
import { removePanel } from "./removePanel";

/** Removes an element with all inside it; a panel that another element arranges goes with its tab. Pages go by `removePage`. */
export function removeElement(elementId: string): Command {
  return {
    label: "removeElement",
    run: (draft) => {
      const slot = slotOf(draft, elementId);
      if (!slot || isPage(draft, elementId)) return;
      const parent = findElement(plain(draft), elementId)?.ancestors.at(-1);
      if (parent && arrangesPanels(parent.kind)) removePanel(parent.id, slot.index).run(draft);
      else slot.siblings.splice(slot.index, 1);
    },
  };
}

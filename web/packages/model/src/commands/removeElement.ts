import type { Command } from "./command";
import { isPage, slotOf } from "./draftTree";

/** Removes an element with all inside it. Pages go by `removePage`. */
export function removeElement(elementId: string): Command {
  return {
    label: "removeElement",
    run: (draft) => {
      const slot = slotOf(draft, elementId);
      if (slot && !isPage(draft, elementId)) slot.siblings.splice(slot.index, 1);
    },
  };
}

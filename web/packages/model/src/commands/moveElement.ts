import { arrangesPanels } from "../panels/arrangement";
import { contains } from "../tree";
import type { Command } from "./command";
import { elementOf, isPage, isSlot, plain, slotOf } from "./draftTree";
import { insertAt, moveWithin } from "./lists";
import { tabsOf } from "./panelLists";

/**
 * Moves an element into a container. `index` counts the container's children as they are before the
 * move, the way a drop line between two of them does. Moving something into itself is refused, and so is moving
 * a panel away from what arranges it or another element there; among its like a panel takes its tab along.
 */
export function moveElement(elementId: string, parentId: string, index: number): Command {
  return {
    label: "moveElement",
    run: (draft) => {
      const slot = slotOf(draft, elementId);
      const parent = elementOf(draft, parentId);
      if (!slot || !parent || isPage(draft, elementId) || contains(plain(slot.element), parentId)) return;
      const sameParent = parent.children.some((child) => child.id === elementId);
      const target = sameParent && index > slot.index ? index - 1 : index;
      if (sameParent && target === slot.index) return;
      if (!sameParent && (arrangesPanels(parent.kind) || isSlot(draft, elementId))) return;
      moveWithin(sameParent ? (tabsOf(parent) ?? []) : [], slot.index, target);
      const [element] = slot.siblings.splice(slot.index, 1);
      if (element) insertAt(parent.children, target, element);
    },
  };
}

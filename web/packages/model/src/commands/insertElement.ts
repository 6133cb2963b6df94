import type { Element } from "../documents";
import { PAGE_KIND } from "../documents";
import { elementNames, elementPrefix, uniqueName } from "../naming";
import { arrangesPanels } from "../panels/arrangement";
import { walk } from "../tree";
import type { Command, DocumentDraft } from "./command";
import { elementOf, plain } from "./draftTree";
import type { ElementDraft } from "./draftTree";
import { insertAt } from "./lists";

/**
 * Puts an element, with all inside it, into a container. Names already in use are made anew. What arranges panels
 * takes nothing in this way: a panel comes with its tab or not at all.
 */
export function insertElement(parentId: string, element: Element, index?: number): Command {
  return {
    label: "insertElement",
    run: (draft) => {
      const parent = elementOf(draft, parentId);
      if (!parent || element.kind === PAGE_KIND || arrangesPanels(parent.kind)) return;
      insertAt(parent.children, index, withFreeNames(draft, element));
    },
  };
}

/** A copy whose names are free in the document. */
export function withFreeNames(draft: DocumentDraft, element: Element): ElementDraft {
  const copy = structuredClone(element) as ElementDraft;
  const taken = elementNames(plain(draft));
  for (const inner of walk(copy) as Iterable<ElementDraft>) {
    if (inner.name === "" || taken.has(inner.name)) inner.name = uniqueName(elementPrefix(inner.kind), taken);
    taken.add(inner.name);
  }
  return copy;
}

import type { ComponentDocument, Element } from "../documents";
import { copyElement, dropForeignReferences } from "../factories/element";
import type { IdSource } from "../ids";
import { entryComponentInside } from "../uses/entryComponent";
import type { Command } from "./command";
import { insertElement } from "./insertElement";

/** Pastes an element copied from any page or component: ids and names anew, bindings kept where they still fit. */
export function pasteElement(
  document: ComponentDocument,
  parentId: string,
  element: Element,
  ids: IdSource,
  index?: number,
): { command: Command; copy: Element } {
  const copy = dropForeignReferences(document, copyElement(element, ids), entryComponentInside(document, parentId) === document.key);
  return { command: { ...insertElement(parentId, copy, index), label: "pasteElement" }, copy };
}

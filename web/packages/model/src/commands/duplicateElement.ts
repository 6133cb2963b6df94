import type { Element } from "../documents";
import { copyElement } from "../factories/element";
import type { IdSource } from "../ids";
import { arrangesPanels, isTable } from "../panels/arrangement";
import { findElement } from "../tree";
import { insertPanel } from "./addPanel";
import type { Command } from "./command";
import { insertElement } from "./insertElement";

/**
 * Puts a copy with new ids and names right after the element; a panel that another element arranges is copied with its
 * tab, and a cell not at all. Answers the copy, to select it.
 */
export function duplicateElement(
  pages: readonly Element[],
  elementId: string,
  ids: IdSource,
): { command: Command; copy: Element } | null {
  const located = findElement({ pages }, elementId);
  const parent = located?.ancestors.at(-1);
  if (!located || !parent) return null;
  const copy = copyElement(located.element, ids);
  if (isTable(parent.kind)) return null;
  if (arrangesPanels(parent.kind)) {
    return { command: insertPanel("duplicateElement", parent.id, copy, located.index + 1, located.index), copy };
  }
  return { command: { ...insertElement(parent.id, copy, located.index + 1), label: "duplicateElement" }, copy };
}

import type { Element } from "../documents";
import { copyElement } from "../factories/element";
import type { IdSource } from "../ids";
import { findElement } from "../tree";
import type { Command } from "./command";
import { insertElement } from "./insertElement";

/** Puts a copy with new ids and names right after the element. Answers the copy, to select it. */
export function duplicateElement(
  pages: readonly Element[],
  elementId: string,
  ids: IdSource,
): { command: Command; copy: Element } | null {
  const located = findElement({ pages }, elementId);
  const parent = located?.ancestors.at(-1);
  if (!located || !parent) return null;
  const copy = copyElement(located.element, ids);
  return { command: { ...insertElement(parent.id, copy, located.index + 1), label: "duplicateElement" }, copy };
}

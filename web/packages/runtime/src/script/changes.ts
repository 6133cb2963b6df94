/** Settings of elements as scripts have changed them. Pure. */
import type { Element } from "@aqtra/components";

export type ControlChanges = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export function changedElement(element: Element, changes: Readonly<Record<string, unknown>> | undefined): Element {
  return changes ? { ...element, settings: { ...element.settings, ...(changes as Element["settings"]) } } : element;
}

/** The whole tree; the same object where nothing was changed. */
export function changedTree(element: Element, changes: ControlChanges): Element {
  if (Object.keys(changes).length === 0) return element;
  const children = element.children.map((child) => changedTree(child, changes));
  return { ...changedElement(element, changes[element.id]), children };
}

/** Elements that the toolbox and the object model make. */

import { catalogue, definitionOf } from "@aqtra/components";
import type { DefaultControl, Element, JsonObject, Property } from "@aqtra/model";
import { arrangesPanels, defaultControl, newElement, randomIds, withPanels } from "@aqtra/model";

/** A fresh element of a kind with the settings its kind starts with. */
export function elementOfKind(kind: string, settings: JsonObject = {}): Element {
  const start = (definitionOf(kind)?.dropSettings ?? {}) as JsonObject;
  const made = newElement(kind, randomIds, structuredClone({ ...start, ...settings }));
  return arrangesPanels(kind) ? withPanels(made, randomIds) : made;
}

export function controlFor(property: Property): DefaultControl | null {
  return defaultControl(property, catalogue);
}

/** Whether elements may be put right into it. */
export function isContainerKind(kind: string): boolean {
  const holds = definitionOf(kind)?.holds;
  return holds === "elements" || holds === "template";
}

/** Elements that the toolbox and the object model make. */

import { catalogue, definitionOf } from "@aqtra/components";
import type { DefaultControl, Element, JsonObject, Property } from "@aqtra/model";
import { defaultControl, newElement, randomIds } from "@aqtra/model";

/** A fresh element of a kind with the settings its kind starts with. */
export function elementOfKind(kind: string, settings: JsonObject = {}): Element {
  const start = (definitionOf(kind)?.dropSettings ?? {}) as JsonObject;
  return newElement(kind, randomIds, structuredClone({ ...start, ...settings }));
}

export function controlFor(property: Property): DefaultControl | null {
  return defaultControl(property, catalogue);
}

export const isContainerKind = (kind: string): boolean => definitionOf(kind)?.container ?? false;

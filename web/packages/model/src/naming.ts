/** Names of new things: unique where they must be, and guessable from their kind. */

import type { ComponentDocument } from "./documents";
import { IDENTIFIER_LENGTH, IDENTIFIER_PATTERN, RESERVED_NAMES } from "./documents";
import { walk } from "./tree";

/** `prefix` followed by the lowest positive number that makes it unique: `TextField_` → `TextField_3`. */
export function uniqueName(prefix: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = `${prefix}${number}`;
    if (!taken.has(name)) return name;
  }
}

/** `text_field` → `TextField_`, the start of the internal names of that kind. */
export function elementPrefix(kind: string): string {
  const words = kind.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join("")}_`;
}

/** Internal names in use on any page: scripts address elements by name inside the whole component. */
export function elementNames(document: ComponentDocument): Set<string> {
  return new Set(document.pages.flatMap((page) => [...walk(page)].map((element) => element.name)));
}

export type NameProblem = "required" | "pattern" | "max_length" | "reserved" | "taken";

/** Why `name` cannot name a property (or an element), null when it can. */
export function identifierProblem(
  name: string,
  taken: ReadonlySet<string>,
  reserved: ReadonlySet<string> = new Set(),
): NameProblem | null {
  if (name === "") return "required";
  if (!IDENTIFIER_PATTERN.test(name)) return "pattern";
  if (name.length > IDENTIFIER_LENGTH) return "max_length";
  if (reserved.has(name)) return "reserved";
  return taken.has(name) ? "taken" : null;
}

export function propertyNameProblem(
  document: ComponentDocument,
  propertyId: string | null,
  name: string,
): NameProblem | null {
  const others = document.properties.filter((property) => property.id !== propertyId);
  return identifierProblem(name, new Set(others.map((property) => property.name)), RESERVED_NAMES);
}

export function elementNameProblem(
  document: ComponentDocument,
  current: string,
  name: string,
): NameProblem | null {
  const taken = elementNames(document);
  taken.delete(current);
  return identifierProblem(name, taken);
}

/** A page's name is any text, unique among the pages. */
export function pageNameProblem(
  document: ComponentDocument,
  pageId: string,
  name: string,
): NameProblem | null {
  if (name.trim() === "") return "required";
  return document.pages.some((page) => page.id !== pageId && page.name === name) ? "taken" : null;
}

export function flowNameProblem(
  document: ComponentDocument,
  flowKey: string,
  name: string,
): NameProblem | null {
  if (name.trim() === "") return "required";
  return document.flows.some((flow) => flow.key !== flowKey && flow.name === name) ? "taken" : null;
}

/** Whose entry elements are bound to: the form's, or in the card of a list that of the list. */

import type { ComponentDocument, Element, Uuid } from "../documents";
import { findElement } from "../tree";
import { TEMPLATE_KINDS } from "./elementPaths";
import { referencedComponent } from "./path";

type Known = (key: Uuid) => ComponentDocument | undefined;

/** Key of the component whose entry an element is bound to; null where that cannot be told from the known documents. */
export function entryComponent(document: ComponentDocument, element: Uuid, known: Known = () => undefined): Uuid | null {
  return through(document, findElement(document, element)?.ancestors ?? [], known);
}

/** The same for what would be put into an element. */
export function entryComponentInside(document: ComponentDocument, container: Uuid, known: Known = () => undefined): Uuid | null {
  const located = findElement(document, container);
  return through(document, located ? [...located.ancestors, located.element] : [], known);
}

function through(document: ComponentDocument, ancestors: readonly Element[], known: Known): Uuid | null {
  return ancestors
    .filter(({ kind }) => TEMPLATE_KINDS.has(kind))
    .reduce<Uuid | null>((key, list) => rowsOf(list, key === document.key ? document : key === null ? undefined : known(key)), document.key);
}

/** Key of the component whose entries a list shows, seen from the entry that the list itself is bound to. */
function rowsOf({ settings }: Element, around: ComponentDocument | undefined): Uuid | null {
  const { component, data_object: object, data_model_source: path } = settings;
  if (typeof path === "string" && path !== "") return around ? referencedComponent(around, path) : null;
  const named = component ?? object;
  return typeof named === "string" && named !== "" ? named : null;
}

/** New elements and pages, and copies of old ones. */

import type { ComponentDocument, Element, JsonObject } from "../documents";
import { PAGE_KIND } from "../documents";
import type { IdSource } from "../ids";
import { uniqueName } from "../naming";
import { walk } from "../tree";
import { visitElements } from "../uses/elementPaths";
import { mapPath } from "../uses/path";

/** An element without a name: inserting it gives it a free one. */
export function newElement(kind: string, ids: IdSource, settings: JsonObject = {}): Element {
  return { id: ids.uuid(), kind, name: "", settings, children: [] };
}

export const FIRST_PAGE_NAME = "Main page";

/** `New page <n>`; its root is vertical. */
export function newPage(document: ComponentDocument, ids: IdSource): Element {
  const name = uniqueName("New page ", new Set(document.pages.map((page) => page.name)));
  return pageNamed(name, ids);
}

export function pageNamed(name: string, ids: IdSource): Element {
  const settings = { orientation: "vertical", title: { translation_key: "", translation_value: name } };
  return { id: ids.uuid(), kind: PAGE_KIND, name, settings, children: [] };
}

/** A deep copy with new ids; names stay and are made free by inserting it. */
export function copyElement(element: Element, ids: IdSource): Element {
  return {
    ...element,
    id: ids.uuid(),
    settings: structuredClone(element.settings),
    children: element.children.map((child) => copyElement(child, ids)),
  };
}

/**
 * Takes away bindings to properties, and links to pages and flows, that `document` does not have. In the card of
 * another component's entries (`own` is false) bindings are none of its own and stay.
 */
export function dropForeignReferences(document: ComponentDocument, element: Element, own = true): Element {
  const copy = structuredClone(element);
  const known = new Set(document.properties.map((property) => property.name));
  const lost = new Map<string, Set<string>>();
  visitElements({ ...document, pages: own ? [copy] : [] }, (path, root, place) => {
    mapPath(path, root, document, (name) => {
      if (!known.has(name) && place.element && place.setting) {
        lost.set(place.element, (lost.get(place.element) ?? new Set()).add(place.setting));
      }
      return name;
    });
    return path;
  });
  const pages = new Set(document.pages.map((page) => page.id));
  const flows = new Set(document.flows.map((flow) => flow.key));
  for (const inner of walk(copy)) {
    const gone = lost.get(inner.id) ?? new Set<string>();
    if (isForeign(inner.settings["page"], pages)) gone.add("page");
    for (const link of ["linked_dataflow", "linked_workflow"]) {
      if (isForeign(inner.settings[link], flows)) gone.add(link);
    }
    for (const setting of gone) if (setting !== "columns") Reflect.deleteProperty(inner.settings, setting);
  }
  return copy;
}

function isForeign(value: unknown, known: ReadonlySet<string>): boolean {
  return typeof value === "string" && !known.has(value);
}

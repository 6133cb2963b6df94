/** Where a property is used, and how all uses follow a new name. */

import type { ComponentDocument, Place } from "../documents";
import { visitElements } from "./elementPaths";
import { mapPath } from "./path";
import { visitSteps } from "./stepPaths";
import type { PathVisitor } from "./visitor";

function visitAll(document: ComponentDocument, visit: PathVisitor): void {
  visitElements(document, visit);
  visitSteps(document, visit);
}

/** Each place that names the property, once per place. */
export function propertyUses(document: ComponentDocument, name: string): Place[] {
  const found = new Map<string, Place>();
  visitAll(document, (path, root, place) => {
    mapPath(path, root, document, (property) => {
      if (property === name) found.set(JSON.stringify(place), { component: document.key, ...place });
      return property;
    });
    return path;
  });
  return [...found.values()];
}

/** Rewrites all paths through property `from` in place; `document` must be a draft or a private copy. */
export function renameInUses(document: ComponentDocument, from: string, to: string): void {
  visitAll(document, (path, root) =>
    mapPath(path, root, document, (property) => (property === from ? to : property)),
  );
}

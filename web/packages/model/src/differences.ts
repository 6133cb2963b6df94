/** What differs between two versions of a component, object by object. */

import type { ComponentDocument, Element } from "./documents";
import { walk } from "./tree";

export type ObjectKind = "settings" | "property" | "page" | "element" | "flow" | "script";
export type DifferenceKind = "added" | "removed" | "changed";

export interface Difference {
  readonly object: ObjectKind;
  readonly id: string;
  readonly name: string;
  readonly kind: DifferenceKind;
}

/** What `theirs` has added, removed or changed against `mine`. */
export function differences(mine: ComponentDocument, theirs: ComponentDocument): Difference[] {
  const settings: Difference[] = same(mine.settings, theirs.settings)
    ? []
    : [{ object: "settings", id: mine.key, name: theirs.settings.title, kind: "changed" }];
  const script: Difference[] = mine.script === theirs.script ? [] : [{ object: "script", id: mine.key, name: "", kind: "changed" }];
  return [
    ...settings,
    ...compare("property", mine.properties, theirs.properties, (property) => property.id),
    ...compare("page", mine.pages.map(bare), theirs.pages.map(bare), (page) => page.id),
    ...compare("element", inner(mine), inner(theirs), (element) => element.id),
    ...compare("flow", mine.flows, theirs.flows, (flow) => flow.key),
    ...script,
  ];
}

function inner(document: ComponentDocument): Element[] {
  return document.pages.flatMap((page) => [...walk(page)].slice(1).map(bare));
}

/** An element by itself: its children are compared as elements of their own, their order belongs to it. */
function bare(element: Element): Element & { order: string } {
  return { ...element, children: [], order: element.children.map((child) => child.id).join() };
}

function compare<Item extends { readonly name: string }>(
  object: ObjectKind,
  mine: readonly Item[],
  theirs: readonly Item[],
  idOf: (item: Item) => string,
): Difference[] {
  const before = new Map(mine.map((item) => [idOf(item), item]));
  const after = new Map(theirs.map((item) => [idOf(item), item]));
  const found: Difference[] = [];
  for (const [id, item] of after) {
    const old = before.get(id);
    if (!old) found.push({ object, id, name: item.name, kind: "added" });
    else if (!same(old, item)) found.push({ object, id, name: item.name, kind: "changed" });
  }
  for (const [id, item] of before) {
    if (!after.has(id)) found.push({ object, id, name: item.name, kind: "removed" });
  }
  return found;
}

/** Equal as JSON, whatever the order of members. */
function same(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) =>
    same((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key]),
  );
}

/** Visits every string of pages and flows that is a path, and writes back what the visitor answers. */

import type { ComponentDocument, Place } from "../documents";
import type { PathRoot } from "./path";

/** Answers the path to keep: the same one when nothing changes. */
export type PathVisitor = (path: string, root: PathRoot, place: Omit<Place, "component">) => string;

/** JSON as it looks inside a draft. */
export type MutableJson = null | boolean | number | string | MutableJson[] | MutableObject;
export interface MutableObject {
  [member: string]: MutableJson;
}

export type VisitedDocument = ComponentDocument;

export function isObject(value: MutableJson | undefined): value is MutableObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Rewrites one string member; an unchanged one is not written, so frozen documents can be visited too. */
export function rewriteMember(
  holder: MutableObject,
  member: string,
  rewrite: (path: string) => string,
): void {
  const value = holder[member];
  if (typeof value !== "string" || value === "") return;
  const next = rewrite(value);
  if (next !== value) holder[member] = next;
}

/** Rewrites the strings of a list. */
export function rewriteList(list: MutableJson | undefined, rewrite: (path: string) => string): void {
  if (!Array.isArray(list)) return;
  list.forEach((value, index) => {
    if (typeof value !== "string") return;
    const next = rewrite(value);
    if (next !== value) list[index] = next;
  });
}

/** The objects of a list, other members skipped. */
export function objectsOf(list: MutableJson | undefined): MutableObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

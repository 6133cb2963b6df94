/** References to entries. By themselves, so that what only looks for references does not fetch how values are written. */
import type { FieldProperty, Reference } from "../model";

export function isReference(value: unknown): value is Reference {
  return typeof value === "object" && value !== null && "id" in value;
}

/** The name of the referenced entry; without one, the component's title and the entry's number. */
export function referenceText(value: unknown, property: FieldProperty | undefined): string {
  if (isReference(value) && value.name) return value.name;
  const id = isReference(value) ? value.id : value;
  if (typeof id !== "number" && typeof id !== "string") return "";
  const title = property?.component_title;
  return title ? `${title} #${id}` : `#${id}`;
}

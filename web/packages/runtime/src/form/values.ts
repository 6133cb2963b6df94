/** Values of a form: reading by path, what goes to the server and what comes back. Pure. */
import { definitionOf, type Element, type Entry, isReference, temporalConstant, type TemporalType } from "@aqtra/components";

import { type Definition, ownProperty, pathSteps } from "../definition";
import type { EntryHead, FormValues, Model } from "./model";

const ALIASES: Readonly<Record<string, keyof EntryHead>> = { createDate: "createdDate", updateSubject: "changeAuthor" };

export function headOf(entry: Entry): EntryHead {
  return {
    id: entry.id,
    name: entry.name ?? null,
    createdDate: entry.createdDate ?? null,
    updateDate: entry.updateDate ?? null,
    creatorSubject: entry.creatorSubject ?? null,
    changeAuthor: entry.changeAuthor ?? null,
    version: entry.version ?? 0,
  };
}

/** Value at a path of the model, through references as far as they are loaded; null where the way ends. */
export function readModel({ head, values }: Model, path: string): unknown {
  const [first = "", ...rest] = pathSteps(path);
  let current: unknown = first in values ? values[first] : (head as unknown as Record<string, unknown>)[ALIASES[first] ?? first];
  for (const step of rest) {
    if (!isReference(current)) return null;
    current = (current as unknown as Record<string, unknown>)[step] ?? current.data?.[step];
  }
  return current ?? null;
}

/** References travel as ids. */
export function wireValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wireValue);
  return isReference(value) ? value.id : value;
}

/** The model a flow receives: system fields at the root, properties under `data`. */
export function actionModel({ head, values }: Model): Record<string, unknown> {
  const system = Object.entries(head).filter(([name]) => name !== "version");
  return {
    ...Object.fromEntries(system.map(([name, value]) => [name, wireValue(value)])),
    data: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, wireValue(value)])),
  };
}

/** The same for a stored entry: the row a command was clicked on. */
export function entryModel(entry: Entry): Record<string, unknown> {
  return actionModel({ head: headOf(entry), values: entry.data });
}

/**
 * The model after a flow has answered. An item with the form's own shape is taken over; of any other the
 * form takes nothing, and undefined is returned.
 */
export function adoptItem(model: Model, item: unknown, definition: Definition): Model | undefined {
  if (!isRecord(item) || !isRecord(item.data)) return undefined;
  const names = new Set(definition.properties.map((property) => property.name));
  const given = Object.entries(item.data);
  if (given.some(([name]) => !names.has(name))) return undefined;
  const values = { ...model.values };
  for (const [name, value] of given) values[name] = keepName(values[name], value);
  const head = { ...model.head };
  for (const name of ["id", "name", "createdDate", "updateDate", "creatorSubject", "changeAuthor", "version"] as const) {
    if (name in item && item[name] !== undefined) Object.assign(head, { [name]: keepName(head[name], item[name]) });
  }
  return { head: { ...head, id: typeof head.id === "number" ? head.id : model.head.id }, values };
}

/** An answer carries bare ids; a reference that did not change keeps the name it is shown with. */
function keepName(before: unknown, after: unknown): unknown {
  if (isReference(before) && before.id === after) return before;
  if (Array.isArray(before) && Array.isArray(after)) {
    return after.map((id: unknown) => before.find((known) => isReference(known) && known.id === id) ?? id);
  }
  return after;
}

/** Start values of a new entry: constants its controls name, then what the caller hands over. */
export function initialValues(definition: Definition, prefill: FormValues, zone: string, now: Date): FormValues {
  const values: Record<string, unknown> = {};
  for (const element of definition.pages.flatMap(flatten)) {
    const { binding, default_value: constant } = element.settings;
    if (typeof binding !== "string" || typeof constant !== "string" || constant === "") continue;
    const [name = "", deeper] = pathSteps(binding);
    const property = ownProperty(definition, name);
    if (!property || deeper || !["datetime", "date", "time"].includes(property.type)) continue;
    values[name] = temporalConstant(constant, property.type as TemporalType, zone, now);
  }
  for (const [path, value] of Object.entries(prefill)) {
    const [name = ""] = pathSteps(path);
    if (definition.properties.some((property) => property.name === name)) values[name] = value;
  }
  return values;
}

/** The element and all inside that is bound to the same entry: what stands in the card of a list is not. */
function flatten(element: Element): Element[] {
  return [element, ...formChildren(element).flatMap(flatten)];
}

/** Children that are bound to the same entry and can come to be shown. */
export function formChildren({ kind, settings, children }: Element): readonly Element[] {
  const definition = definitionOf(kind);
  if (definition?.holds === "template") return [];
  return definition?.holds === "panels" ? children.filter((_, index) => definition.offersPanel(settings, index)) : children;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

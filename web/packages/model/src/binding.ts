/** Which properties an element may be bound to, and which control a property gets. */

import type { ComponentDocument, JsonObject, Property, PropertyType } from "./documents";
import { SYSTEM_FIELDS } from "./documents";

/** The eleven model types, with enumerations apart: they are chosen, not typed. */
export type BindType = PropertyType | "string_enum" | "integer_enum";

export function bindType(property: Property): BindType {
  if (property.type === "string" && property.enum) return "string_enum";
  if (property.type === "integer" && property.enum) return "integer_enum";
  return property.type;
}

export const bindingPath = (name: string): string => `data.${name}`;

/** What choosing a control needs to know of a kind. */
export interface BindableKind {
  readonly kind: string;
  readonly binds: readonly string[];
}

/** Whether a property of this type fits; an enumeration also fits where its plain type does. */
export function accepts(binds: readonly string[], type: BindType): boolean {
  if (binds.includes(type)) return true;
  return (type === "string_enum" && binds.includes("string")) || (type === "integer_enum" && binds.includes("integer"));
}

interface Choice {
  readonly kind: string;
  readonly settings?: JsonObject;
}

/** The control of the catalogue, then those that stand in for it where it is not installed. */
const CONTROLS: { readonly [Type in BindType]: readonly Choice[] } = {
  string: [{ kind: "text_field" }],
  string_enum: [{ kind: "select" }],
  integer: [{ kind: "number" }],
  integer_enum: [{ kind: "select" }],
  number: [{ kind: "number" }],
  boolean: [{ kind: "checkbox" }],
  datetime: [{ kind: "date_time" }],
  date: [{ kind: "day" }, { kind: "date_time", settings: { format: "date" } }],
  time: [{ kind: "time" }, { kind: "date_time", settings: { format: "time" } }],
  catalog: [{ kind: "select" }],
  array: [{ kind: "multiselect" }, { kind: "label" }],
  file: [{ kind: "file" }, { kind: "label" }],
  uri: [{ kind: "hyperlink" }, { kind: "text_field" }, { kind: "label" }],
};

export interface DefaultControl {
  readonly kind: string;
  readonly settings: JsonObject;
  /** Whether it is the control the catalogue names, rather than one standing in for it. */
  readonly exact: boolean;
}

/** What is listed are values and not entries: it can be shown and not chosen. */
const VALUES: readonly Choice[] = [{ kind: "label" }];

function isListOfValues(property: Property): boolean {
  return property.type === "array" && Boolean(property.items);
}

/** The control made by dropping a property on a page; null when no installed kind can hold its values. */
export function defaultControl(property: Property, installed: readonly BindableKind[]): DefaultControl | null {
  const type = bindType(property);
  const choices: readonly Choice[] = isListOfValues(property) ? VALUES : CONTROLS[type];
  const at = choices.findIndex(({ kind }) => {
    const found = installed.find((candidate) => candidate.kind === kind);
    return found !== undefined && accepts(found.binds, type);
  });
  const choice = choices[at];
  if (!choice) return null;
  const settings = { ...choice.settings, binding: bindingPath(property.name) };
  return { kind: choice.kind, settings, exact: at === 0 };
}

export interface FieldOption {
  readonly path: string;
  readonly title: string;
  readonly type: BindType;
  readonly system: boolean;
}

/** Properties of `document` that `binds` accepts, as form paths. */
export function bindingOptions(document: ComponentDocument, binds: readonly string[]): FieldOption[] {
  return document.properties
    .filter((property) => accepts(binds, bindType(property)))
    .map((property) => ({
      path: bindingPath(property.name),
      title: property.title || property.name,
      type: bindType(property),
      system: false,
    }));
}

/** Every field of an entry, properties first, then the system fields. */
export function fieldOptions(properties: readonly Property[]): FieldOption[] {
  const own = properties.map((property) => ({
    path: bindingPath(property.name),
    title: property.title || property.name,
    type: bindType(property),
    system: false,
  }));
  const system = SYSTEM_FIELDS.map(({ name, title, type }) => ({ path: name, title, type, system: true }));
  return [...own, ...system];
}

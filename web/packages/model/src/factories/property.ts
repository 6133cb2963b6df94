/** New properties, and properties of another type. */

import type { BaseProperty, ComponentDocument, EnumValue, Property, PropertyType } from "../documents";
import type { IdSource } from "../ids";
import { uniqueName } from "../naming";

const OWN_SETTINGS: { readonly [Type in PropertyType]: Omit<Extract<Property, { type: Type }>, keyof BaseProperty> } = {
  string: { type: "string", enum: null, min_length: null, max_length: null },
  integer: { type: "integer", enum: null, minimum: null, maximum: null },
  number: { type: "number", minimum: null, maximum: null },
  boolean: { type: "boolean" },
  datetime: { type: "datetime", min_date: null, max_date: null },
  date: { type: "date", min_date: null, max_date: null },
  time: { type: "time", min_time: null, max_time: null },
  catalog: { type: "catalog", component: null },
  array: { type: "array", component: null, items: null },
  file: { type: "file", file_types: "", max_file_size: null },
  uri: { type: "uri" },
};

/** `Property_<n>`, a String, as the plus of the object model adds it. */
export function newProperty(document: ComponentDocument, ids: IdSource): Property {
  const name = uniqueName("Property_", new Set(document.properties.map((property) => property.name)));
  const base: BaseProperty = {
    id: ids.short(),
    name,
    title: "",
    required: false,
    primary_key: false,
    query: false,
    virtual: false,
    restrict_access: false,
    encrypted: false,
  };
  return { ...base, ...OWN_SETTINGS.string };
}

const READ_BY_DATABASE: ReadonlySet<PropertyType> = new Set<PropertyType>(["catalog", "array", "file"]);

/** References, lists and files are followed by the database itself, so it has to read them. */
export function canBeEncrypted(type: PropertyType): boolean {
  return !READ_BY_DATABASE.has(type);
}

/** The same property with another type: common settings stay, a reference keeps its target between Catalog and Array. */
export function changeType(property: Property, type: PropertyType): Property {
  const { id, name, title, required, primary_key, query, virtual, restrict_access } = property;
  const encrypted = property.encrypted && canBeEncrypted(type);
  const changed = { id, name, title, required, primary_key, query, virtual, restrict_access, encrypted, ...OWN_SETTINGS[type] } as Property;
  if ("component" in property && "component" in changed) return { ...changed, component: property.component };
  return changed;
}

/** The settings a type has besides the common ones. */
export function ownSettings(type: PropertyType): readonly string[] {
  return Object.keys(OWN_SETTINGS[type]).filter((setting) => setting !== "type");
}

export type EnumProblem =
  | { readonly rule: "empty" }
  | { readonly rule: "not_integer" | "twice"; readonly line: number; readonly value: string };

export type ParsedEnum =
  | { readonly values: readonly EnumValue[]; readonly problem: null }
  | { readonly values: null; readonly problem: EnumProblem };

/** Reads one `value|title` per line; blank lines are skipped. The first problem is reported with its line, from 1. */
export function parseEnum(text: string, type: "string" | "integer"): ParsedEnum {
  const values: EnumValue[] = [];
  const seen = new Set<string | number>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const bar = line.indexOf("|");
    const written = (bar < 0 ? line : line.slice(0, bar)).trim();
    const title = bar < 0 ? "" : line.slice(bar + 1).trim();
    const value = type === "integer" ? wholeNumber(written) : written;
    if (value === null) return { values: null, problem: { rule: "not_integer", line: index + 1, value: written } };
    if (seen.has(value)) return { values: null, problem: { rule: "twice", line: index + 1, value: written } };
    seen.add(value);
    values.push({ value, title });
  }
  return values.length > 0 ? { values, problem: null } : { values: null, problem: { rule: "empty" } };
}

function wholeNumber(text: string): number | null {
  if (!/^[+-]?\d+$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

export function formatEnum(values: readonly EnumValue[]): string {
  return values.map(({ value, title }) => (title === "" ? String(value) : `${value}|${title}`)).join("\n");
}

/** Lists of records as settings store them. */

import type { Json, JsonObject } from "@aqtra/model";

export function recordsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter((item): item is JsonObject => typeof item === "object" && item !== null && !Array.isArray(item)) : [];
}

export function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** An empty list is the default. */
export function orDefault(list: readonly Json[]): Json | undefined {
  return list.length === 0 ? undefined : list;
}

export function replacedAt<Item>(list: readonly Item[], index: number, item: Item): Item[] {
  return list.map((old, at) => (at === index ? item : old));
}

export function withoutIndex<Item>(list: readonly Item[], index: number): Item[] {
  return list.filter((_, at) => at !== index);
}

export function withMember(record: JsonObject, member: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...record, [member]: value };
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== member));
}

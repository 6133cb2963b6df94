/** A JSON Schema drafted from a sample: the types of what is there, and nothing that a sample cannot know. Pure. */

import type { Json, JsonObject } from "@aqtra/model";

import { isObject } from "./requirements";

const FORMATS: readonly [string, RegExp][] = [
  ["uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  ["date-time", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/],
  ["date", /^\d{4}-\d{2}-\d{2}$/],
  ["time", /^\d{2}:\d{2}(:\d{2})?$/],
  ["uri", /^https?:\/\/\S+$/],
];

export function draftedSchema(sample: Json): JsonObject {
  if (Array.isArray(sample)) {
    const items = (sample as readonly Json[]).map(draftedSchema).reduce<JsonObject | null>((one, other) => (one ? joined(one, other) : other), null);
    return items === null ? { type: "array" } : { type: "array", items };
  }
  if (isObject(sample)) {
    return { type: "object", properties: Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, draftedSchema(value)])) };
  }
  // A null tells nothing about what stands there otherwise.
  if (sample === null) return {};
  if (typeof sample === "string") {
    const format = FORMATS.find(([, pattern]) => pattern.test(sample))?.[0];
    return format === undefined ? { type: "string" } : { type: "string", format };
  }
  if (typeof sample === "number") return { type: Number.isInteger(sample) ? "integer" : "number" };
  return { type: "boolean" };
}

/** What holds for both of two elements of an array. */
function joined(one: JsonObject, other: JsonObject): JsonObject {
  if (Object.keys(one).length === 0) return other;
  if (Object.keys(other).length === 0 || JSON.stringify(one) === JSON.stringify(other)) return one;
  const types = [one["type"], other["type"]];
  if (types.every((type) => type === "integer" || type === "number")) return { type: "number" };
  if (types[0] !== types[1]) return {};
  const [left, right] = [one["properties"], other["properties"]];
  if (isObject(left) && isObject(right)) return { type: "object", properties: joinedMembers(left, right) };
  const [inLeft, inRight] = [one["items"], other["items"]];
  if (isObject(inLeft) && isObject(inRight)) return { type: "array", items: joined(inLeft, inRight) };
  return inLeft || inRight ? { type: "array", items: inLeft ?? inRight ?? {} } : { type: types[0] ?? "string" };
}

function joinedMembers(left: JsonObject, right: JsonObject): JsonObject {
  const members = Object.entries(right).map(([name, schema]) => {
    const known = left[name];
    return [name, isObject(known) && isObject(schema) ? joined(known, schema) : schema] as const;
  });
  return { ...left, ...Object.fromEntries(members) };
}

export function parsedJson(text: string): { value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}

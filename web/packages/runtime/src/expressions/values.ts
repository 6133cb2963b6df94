/** Values that expressions calculate with. Pure. */
import { compare, type Exact, exactOf, exactText } from "./exact";

export type Value =
  | { readonly is: "number"; readonly number: Exact }
  | { readonly is: "date"; readonly text: string }
  | { readonly is: "time"; readonly text: string }
  | { readonly is: "datetime"; readonly instant: number }
  | { readonly is: "entry"; readonly id: unknown; readonly name: string; readonly members: Readonly<Record<string, unknown>> }
  | { readonly is: "list"; readonly values: readonly Value[] }
  | string
  | boolean
  | null;

/** The values do not go together, which a check could not know before. */
export class NotCalculable extends Error {}

export const numberValue = (number: Exact): Value => ({ is: "number", number });

export function counted(count: number): Value {
  return numberValue({ digits: BigInt(count), scale: 0 });
}

export function isKind<Kind extends string>(value: Value, kind: Kind): value is Extract<Value, { readonly is: Kind }> {
  return typeof value === "object" && value !== null && (value.is as string) === kind;
}

/** A value of a form or an entry, by the type of its property. */
export function valueOf(value: unknown, type: string | undefined): Value {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return { is: "list", values: value.map((each) => valueOf(each, type)) };
  if (typeof value === "boolean") return value;
  if (type === "integer" || type === "number") {
    const number = exactOf(value);
    return number === undefined ? null : numberValue(number);
  }
  if (typeof value === "object") return entryOf(value as Record<string, unknown>);
  if (typeof value !== "string") return entryOf({ id: value });
  return type === "date" || type === "time" || type === "datetime" ? momentOf(value, type) : value;
}

/** What is not typed to its end yet is nothing. */
function momentOf(text: string, type: "date" | "time" | "datetime"): Value {
  if (type === "datetime") {
    const instant = Date.parse(text);
    return Number.isNaN(instant) ? null : { is: "datetime", instant };
  }
  return /^\d/.test(text) ? { is: type, text: type === "date" ? text.slice(0, 10) : text } : null;
}

function entryOf(entry: Record<string, unknown>): Value {
  return { is: "entry", id: entry.id ?? null, name: typeof entry.name === "string" ? entry.name : "", members: entry };
}

/** Yes and no are no numbers here; entries are the same when their ids are. */
export function same(left: Value, right: Value): boolean {
  if (isKind(left, "number") && isKind(right, "number")) return compare(left.number, right.number) === 0;
  if (isKind(left, "datetime") && isKind(right, "datetime")) return left.instant === right.instant;
  if (isKind(left, "entry") && isKind(right, "entry")) return left.id === right.id;
  if (isKind(left, "list") && isKind(right, "list")) {
    return left.values.length === right.values.length && left.values.every((each, place) => same(each, right.values[place] ?? null));
  }
  if ((isKind(left, "date") && isKind(right, "date")) || (isKind(left, "time") && isKind(right, "time"))) return left.text === right.text;
  return left === right;
}

/** Negative, zero or positive; texts by code point. Throws NotCalculable. */
export function order(left: Value, right: Value): number {
  if (isKind(left, "number") && isKind(right, "number")) return compare(left.number, right.number);
  if (typeof left === "string" && typeof right === "string") return textOrder(left, right);
  if (isKind(left, "datetime") && isKind(right, "datetime")) return left.instant - right.instant;
  if ((isKind(left, "date") && isKind(right, "date")) || (isKind(left, "time") && isKind(right, "time"))) return textOrder(left.text, right.text);
  throw new NotCalculable("these values have no order");
}

function textOrder(left: string, right: string): number {
  const [a, b] = [[...left], [...right]];
  for (let place = 0; place < Math.min(a.length, b.length); place += 1) {
    const difference = (a[place]?.codePointAt(0) ?? 0) - (b[place]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A value as text. Moments are ISO 8601 in UTC. */
export function written(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (isKind(value, "number")) return exactText(value.number);
  if (isKind(value, "datetime")) return new Date(value.instant).toISOString();
  if (isKind(value, "date") || isKind(value, "time")) return value.text;
  if (isKind(value, "entry")) return value.name;
  throw new NotCalculable("a list is no text");
}

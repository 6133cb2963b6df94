/** Constants as they are typed, in the shape of their type. Pure. */

import type { Json, Property } from "@aqtra/model";

/** What a constant may be: the type of its target, or `any` where that is open. */
export interface ConstantType {
  type: string;
  choices?: readonly { value: string | number; title: string }[];
}

export function constantType(property: Property): ConstantType {
  return "enum" in property && property.enum ? { type: property.type, choices: property.enum } : { type: property.type };
}

/** The type a variable's name declares: `total@number`. */
export function suffixType(name: string, suffixes: readonly string[]): ConstantType {
  const suffix = name.includes("@") ? name.slice(name.lastIndexOf("@") + 1) : "";
  return { type: suffixes.includes(suffix) ? suffix : "any" };
}

/** A constant as typed into a text field. What a JavaScript number would change stays text: the server reads it exactly. */
export function readConstant(text: string, { type }: Pick<ConstantType, "type">): Json {
  if (text === "") return null;
  if (type === "integer" || type === "catalog") {
    const whole = Number(text);
    return Number.isSafeInteger(whole) ? whole : text;
  }
  return text;
}

/** Kinds a constant of an open type is chosen from. */
export const KINDS = ["text", "number", "boolean", "null"] as const;
export type Kind = (typeof KINDS)[number];

export function kindOf(value: Json): Kind {
  if (value === null) return "null";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "number" ? "number" : "text";
}

/** The value that a constant has after its kind was changed. */
export function asKind(value: Json, kind: Kind): Json {
  const text = value === null || typeof value === "object" ? "" : String(value);
  if (kind === "null") return null;
  if (kind === "boolean") return text === "true";
  return kind === "number" ? (exactNumber(text) ?? 0) : text;
}

const NUMBER = /^-?\d+(\.\d+)?$/;
/** A JavaScript number keeps this many digits whatever they are. */
const EXACT_DIGITS = 15;

/** The number a text spells, when it can be kept without loss. */
export function exactNumber(text: string): number | null {
  const digits = text.trim().replace(/[-.]/g, "").replace(/^0+/, "");
  return NUMBER.test(text.trim()) && digits.length <= EXACT_DIGITS ? Number(text) : null;
}

/** The rules of the server, checked before it is asked: same rules, same names, same parameters. Pure. */
import { compareDecimals, decimalText, definitionOf, effectiveProperty, type Element, type FieldProperty, followsMask, INCOMPLETE, isAddress, isPhoneNumber } from "@aqtra/components";

import { type Definition, ownProperty, pathSteps } from "../definition";
import type { FormValues } from "./model";
import { formChildren } from "./values";

export interface BrokenRule {
  readonly rule: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** English, for rules this client has no words for. */
  readonly message?: string;
}

const TEMPORAL: ReadonlySet<string> = new Set(["date", "datetime", "time"]);

const PHONE_NUMBER = "phone_number";

const broken = (rule: string, params: BrokenRule["params"] = {}): BrokenRule => ({ rule, params });

/** Null, an empty list and blank text count as none. */
function isMissing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "") || (Array.isArray(value) && value.length === 0);
}

/** The first rule a value breaks. */
export function brokenRule(property: FieldProperty, value: unknown): BrokenRule | undefined {
  if (isMissing(value)) return property.required ? broken("required") : undefined;
  if (property.enum) {
    return property.enum.some((option) => String(option.value) === String(value)) ? undefined : broken("enum", { value: String(value) });
  }
  if (value === INCOMPLETE && property.type === "file") return broken("uploading");
  if (value === INCOMPLETE && TEMPORAL.has(property.type)) return broken("incomplete");
  switch (property.type) {
    case "string":
      return lengthRule(property, String(value));
    case "uri":
      return isAddress(String(value)) ? undefined : broken("uri");
    case "integer":
    case "number":
      return rangeRule(property, value);
    case "datetime":
      return orderRule("date", Date.parse(String(value)), property.min_date, property.max_date, Date.parse);
    case "date":
      return orderRule("date", String(value), property.min_date, property.max_date, String);
    case "time":
      return orderRule("time", String(value), property.min_time, property.max_time, String);
    default:
      return undefined;
  }
}

/** Characters are counted as PostgreSQL counts them: code points, not UTF-16 units. */
function lengthRule({ min_length: shortest, max_length: longest }: FieldProperty, value: string): BrokenRule | undefined {
  const length = [...value].length;
  if (shortest && length < shortest) return broken("min_length", { min_length: shortest });
  if (longest && length > longest) return broken("max_length", { max_length: longest });
  return undefined;
}

function rangeRule(property: FieldProperty, value: unknown): BrokenRule | undefined {
  const number = decimalText(value);
  if (number === undefined || (property.type === "integer" && number.includes("."))) return broken("type");
  const minimum = decimalText(property.minimum);
  const maximum = decimalText(property.maximum);
  if (minimum !== undefined && compareDecimals(number, minimum) < 0) return broken("minimum", { minimum });
  if (maximum !== undefined && compareDecimals(number, maximum) > 0) return broken("maximum", { maximum });
  return undefined;
}

function orderRule<Key extends number | string>(
  unit: "date" | "time",
  value: Key,
  lowest: string | null | undefined,
  highest: string | null | undefined,
  key: (text: string) => Key,
): BrokenRule | undefined {
  if (lowest && value < key(lowest)) return broken(`min_${unit}`, { [`min_${unit}`]: lowest });
  if (highest && value > key(highest)) return broken(`max_${unit}`, { [`max_${unit}`]: highest });
  return undefined;
}

/** A control of the page that may hold an error: bound to an own property, rendered and editable. */
export interface CheckedControl {
  readonly path: string;
  readonly name: string;
  readonly element: Element;
  readonly property: FieldProperty;
}

/** Controls in reading order. What is not rendered, hidden or disabled is left to the server. */
export function checkedControls(page: Element, definition: Definition): CheckedControl[] {
  if (page.settings.visible === false || page.settings.hidden === true) return [];
  const own = checkedControl(page, definition);
  return [...(own ? [own] : []), ...formChildren(page).flatMap((child) => checkedControls(child, definition))];
}

function checkedControl(element: Element, definition: Definition): CheckedControl | undefined {
  const { binding, disabled } = element.settings;
  const kind = definitionOf(element.kind);
  if (typeof binding !== "string" || disabled === true || !kind?.writes) return undefined;
  const [name = "", deeper] = pathSteps(binding);
  const property = ownProperty(definition, name);
  if (!property || deeper || !definition.properties.includes(property)) return undefined;
  return { path: `data.${name}`, name, element, property: effectiveProperty(element, property) };
}

/** What is wrong with one control's value: by its property, then by the form the element asks for. */
export function controlError(control: CheckedControl, value: unknown): BrokenRule | undefined {
  const rule = brokenRule(control.property, value);
  if (rule) return rule;
  if (typeof value === "string" && value !== "" && control.element.kind === PHONE_NUMBER) return isPhoneNumber(value) ? undefined : broken("phone");
  const { input_mask: mask, regular_expression_mask: isExpression } = control.element.settings;
  if (typeof mask !== "string" || mask === "" || typeof value !== "string") return undefined;
  return followsMask(mask, isExpression === true, value) ? undefined : broken("mask", { mask });
}

/** Everything wrong with a page, by path, in reading order. */
export function pageErrors(page: Element, definition: Definition, values: FormValues): Record<string, BrokenRule> {
  const errors: Record<string, BrokenRule> = {};
  for (const control of checkedControls(page, definition)) {
    const rule = errors[control.path] ?? controlError(control, values[control.name]);
    if (rule) errors[control.path] = rule;
  }
  return errors;
}

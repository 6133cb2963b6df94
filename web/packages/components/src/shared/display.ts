/** How stored values read: one rule for labels, grids and selections. */
import type { FieldProperty } from "../model";
import { decimalText } from "./decimal";
import { formatTemporal } from "./instants";
import { formatByPattern, integerPattern } from "./number-text";
import { referenceText } from "./reference";

export interface DisplayContext {
  locale: string;
  timeZone: string;
  format?: string | undefined;
  yes: string;
  no: string;
}

const UNTOLD = "••••••";

/** History tells that an encrypted value was there, not which. */
function isUntold(value: unknown): boolean {
  return typeof value === "object" && value !== null && "encrypted" in value;
}

export function displayValue(value: unknown, property: FieldProperty | undefined, context: DisplayContext): string {
  if (value === null || value === undefined) return "";
  if (isUntold(value)) return UNTOLD;
  const chosen = property?.enum?.find((option) => String(option.value) === String(value));
  if (chosen) return chosen.title || String(chosen.value);
  switch (property?.type) {
    case "integer":
    case "number": {
      const text = decimalText(value);
      return text === undefined ? String(value) : formatByPattern(text, context.format || numericPattern(property, text), context.locale);
    }
    case "boolean":
      return value === true ? context.yes : context.no;
    case "datetime":
    case "date":
    case "time":
      return formatTemporal(value, property.type, { locale: context.locale, zone: context.timeZone, pattern: context.format });
    case "catalog":
      return referenceText(value, property);
    case "array": {
      if (!Array.isArray(value)) return "";
      const { items } = property;
      const shown = (item: unknown) => (items ? displayValue(item, { ...property, type: items }, context) : referenceText(item, property));
      return value.map(shown).join(", ");
    }
    default:
      // What is known of no property: the past of one that is gone.
      if (Array.isArray(value)) return value.map((item) => displayValue(item, undefined, context)).join(", ");
      return typeof value === "object" ? referenceText(value, property) : String(value);
  }
}

/** Entry numbers are names, not amounts: they are never grouped. */
function numericPattern(property: FieldProperty, text: string): string | undefined {
  if (property.name === "id") return "0";
  return property.type === "integer" ? integerPattern(text) : undefined;
}

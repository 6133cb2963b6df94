import { useState } from "react";

import { addDecimals, compareDecimals, decimalText, negateDecimal } from "../shared/decimal";
import { editableNumber, formatByPattern, integerPattern, parseNumber, separatorsOf } from "../shared/number-text";

interface NumberTextOptions {
  value: unknown;
  locale: string;
  integer: boolean;
  format: string | undefined;
  minimum: string | undefined;
  maximum: string | undefined;
  write: (value: string | number | null) => void;
}

/** What is typed, kept apart from the value: "1," is on its way to a number and must not be corrected. */
export function useNumberText(options: NumberTextOptions) {
  const { value, locale, integer, format, minimum, maximum } = options;
  const [draft, setDraft] = useState<string | null>(null);
  const canonical = decimalText(value);
  const store = (text: string | null) => {
    options.write(text === null ? null : integer ? storedInteger(text) : text);
  };
  const formatted = canonical === undefined ? "" : formatByPattern(canonical, format || (integer ? integerPattern(canonical) : undefined), locale);
  return {
    canonical,
    shown: draft ?? formatted,
    /** A format that cannot be read back (a unit, a percentage, fewer decimals) gives way while editing. */
    start: () => {
      const readBack = parseNumber(formatted, locale);
      const readable = canonical === undefined || (typeof readBack === "string" && compareDecimals(readBack, canonical) === 0);
      if (!readable) setDraft(editableNumber(canonical, locale));
    },
    type: (typed: string) => {
      if (!mayBecomeNumber(typed, locale, integer)) return;
      setDraft(typed);
      const parsed = parseNumber(typed, locale);
      if (parsed !== undefined) store(parsed);
    },
    end: () => {
      setDraft(null);
    },
    /** Adds the step, exactly, and stops at the limits. */
    step: (by: string, down: boolean) => {
      let next = addDecimals(canonical ?? "0", down ? negateDecimal(by) : by);
      if (minimum !== undefined && compareDecimals(next, minimum) < 0) next = minimum;
      if (maximum !== undefined && compareDecimals(next, maximum) > 0) next = maximum;
      store(next);
      setDraft((current) => (current === null ? null : editableNumber(next, locale)));
      return next;
    },
  };
}

/** JSON carries whole numbers as numbers while JavaScript can hold them, as text beyond. */
function storedInteger(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

/** Lets through digits, one leading minus, grouping and (for decimals) the decimal sign; refuses letters. */
function mayBecomeNumber(typed: string, locale: string, integer: boolean): boolean {
  const { group, decimal } = separatorsOf(locale);
  const allowed = new Set([..."0123456789", group, " ", "\u00a0", "\u202f", ...(integer ? [] : [decimal, "."])]);
  const rest = typed.trim().replace(/^[-+\u2212]/, "");
  return [...rest].every((char) => allowed.has(char));
}

import { compareDecimals, decimalText } from "../shared/decimal";

export interface Extent {
  readonly minimum: string;
  readonly maximum: string;
  /** Between the limits; undefined while there is none. */
  readonly value: string | undefined;
  /** How much is filled, 0 to 100. */
  readonly percent: number;
}

/** Exact decimals in, so that what is written on the bar is the value and not its nearest floating number. */
export function extentOf(given: { value: unknown; minimum: unknown; maximum: unknown }): Extent {
  const minimum = decimalText(given.minimum) ?? "0";
  const maximum = decimalText(given.maximum) ?? "100";
  const value = decimalText(given.value);
  // Limits that leave no room show nothing filled, and nothing is between them.
  if (value === undefined || compareDecimals(maximum, minimum) <= 0) return { minimum, maximum, value: undefined, percent: 0 };
  const clamped = compareDecimals(value, minimum) < 0 ? minimum : compareDecimals(value, maximum) > 0 ? maximum : value;
  const percent = ((Number(clamped) - Number(minimum)) / (Number(maximum) - Number(minimum))) * 100;
  return { minimum, maximum, value: clamped, percent };
}

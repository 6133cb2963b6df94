/** Numbers as people of a locale write and read them, to and from canonical decimal text. */
import { isDecimal, roundDecimal, splitDecimal } from "./decimal";

export interface Separators {
  group: string;
  decimal: string;
}

export function separatorsOf(locale: string): Separators {
  const parts = new Intl.NumberFormat(locale).formatToParts(-1234567.8);
  const find = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return { group: find("group", ","), decimal: find("decimal", ".") };
}

const SPACES = /[\s\u00a0\u202f]/g;
/** Typographic minus signs as produced by formatting or pasted from documents. */
const MINUS = /[\u2212\u2013]/g;

/**
 * Canonical text of what was typed; null when empty, undefined when it is not a number. A point that
 * cannot be grouping (1.5 under a locale that groups with points) is read as the decimal point.
 */
export function parseNumber(typed: string, locale: string): string | null | undefined {
  const { group, decimal } = separatorsOf(locale);
  let text = typed.replace(SPACES, "").replace(MINUS, "-").replace(/^\+/, "");
  if (text === "" || text === "-") return text === "" ? null : undefined;
  const bareGroup = group.replace(SPACES, "");
  if (decimal !== "." && !text.includes(decimal) && isDecimal(text) && !isGrouped(text, bareGroup)) return trimZeros(text);
  if (bareGroup !== "") text = text.split(bareGroup).join("");
  if (decimal !== ".") text = text.split(decimal).join(".");
  if (text.startsWith(".")) text = `0${text}`;
  text = text.replace(/^-\./, "-0.").replace(/\.$/, "");
  return isDecimal(text) ? trimZeros(text) : undefined;
}

function isGrouped(text: string, group: string): boolean {
  return group !== "" && new RegExp(`^-?\\d{1,3}(?:\\${group}\\d{3})+$`).test(text);
}

function trimZeros(text: string): string {
  return text.replace(/^(-?)0+(?=\d)/, "$1");
}

/** Grouped and with the locale's decimal sign; as many decimals as the value has. */
export function formatNumber(value: string, locale: string): string {
  const separators = separatorsOf(locale);
  const { negative, whole, fraction } = splitDecimal(value);
  return `${negative ? "-" : ""}${grouped(whole, separators.group)}${fraction ? separators.decimal + fraction : ""}`;
}

/** As typed: the locale's decimal sign, no grouping, so that the caret does not jump. */
export function editableNumber(value: string, locale: string): string {
  return value.replace(".", separatorsOf(locale).decimal);
}

function grouped(whole: string, separator: string): string {
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}

interface NumberPattern {
  prefix: string;
  suffix: string;
  grouping: boolean;
  minWhole: number;
  minFraction: number;
  maxFraction: number;
  percent: boolean;
}

/** `#,##0.00 'EUR'`: zeros are always shown, hashes only when needed, the rest stands for itself. */
function parsePattern(pattern: string): NumberPattern | undefined {
  const match = /^((?:'[^']*'|[^#0,.'])*)([#0,]*)(?:\.([0#]*))?((?:'[^']*'|[^#0])*)$/.exec(pattern);
  const digits = match?.[2] ?? "";
  const fraction = match?.[3] ?? "";
  if (!match || (digits === "" && fraction === "")) return undefined;
  const literal = (text: string | undefined) => (text ?? "").replace(/'([^']*)'/g, "$1");
  return {
    prefix: literal(match[1]),
    suffix: literal(match[4]),
    grouping: digits.includes(","),
    minWhole: Math.max(1, digits.replace(/[^0]/g, "").length),
    minFraction: fraction.replace(/[^0]/g, "").length,
    maxFraction: fraction.length,
    // In quotes it is only a sign.
    percent: (match[4] ?? "").replace(/'[^']*'/g, "").includes("%"),
  };
}

/** A value under a numeric pattern; an unreadable pattern falls back to the locale's own form. */
export function formatByPattern(value: string, pattern: string | undefined, locale: string): string {
  const parsed = pattern ? parsePattern(pattern) : undefined;
  if (!parsed) return formatNumber(value, locale);
  const separators = separatorsOf(locale);
  const rounded = roundDecimal(parsed.percent ? shiftTwo(value) : value, parsed.maxFraction);
  const { negative, whole, fraction } = splitDecimal(rounded);
  const shownWhole = whole.padStart(parsed.minWhole, "0");
  const shownFraction = fraction.replace(/0+$/, "").padEnd(parsed.minFraction, "0");
  const number = (parsed.grouping ? grouped(shownWhole, separators.group) : shownWhole) + (shownFraction ? separators.decimal + shownFraction : "");
  return `${negative ? "-" : ""}${parsed.prefix}${number}${parsed.suffix}`;
}

/** Whole numbers of up to four digits stay together: 2026 is more often a year or a code than an amount. */
export function integerPattern(value: string): string | undefined {
  return /^-?\d{1,4}$/.test(value) ? "0" : undefined;
}

/** Times one hundred, exactly. */
function shiftTwo(value: string): string {
  const { negative, whole, fraction } = splitDecimal(value);
  const padded = fraction.padEnd(2, "0");
  const rest = padded.slice(2);
  return trimZeros(`${negative ? "-" : ""}${whole}${padded.slice(0, 2)}${rest ? `.${rest}` : ""}`);
}

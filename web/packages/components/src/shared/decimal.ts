/**
 * Exact decimals as text. A JavaScript number would round "0.1" plus "0.2" and anything past 2^53, so
 * amounts never become one.
 *
 * Canonical text: optional minus, digits, optional point and digits. No grouping, no exponent.
 */

const CANONICAL = /^(-?)(\d+)(?:\.(\d+))?$/;

interface Parts {
  negative: boolean;
  whole: string;
  fraction: string;
}

function partsOf(text: string): Parts | undefined {
  const match = CANONICAL.exec(text);
  if (!match) return undefined;
  return { negative: match[1] === "-", whole: (match[2] ?? "0").replace(/^0+(?=\d)/, ""), fraction: match[3] ?? "" };
}

export function isDecimal(text: string): boolean {
  return CANONICAL.test(text);
}

/** Any value the API may deliver for a number or integer, as canonical text; undefined when it is none. */
export function decimalText(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return plain(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "string" && isDecimal(value.trim())) return value.trim();
  return undefined;
}

/** Exponents unfolded: settings may carry 1e21 or 1e-7 as JSON numbers. */
function plain(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

function scaled(parts: Parts, scale: number): bigint {
  const digits = BigInt(parts.whole + parts.fraction.padEnd(scale, "0"));
  return parts.negative ? -digits : digits;
}

function unscaled(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale > 0 ? `.${digits.slice(-scale)}` : "";
  return `${value < 0n ? "-" : ""}${whole}${fraction}`;
}

function aligned(left: string, right: string): [bigint, bigint, number] | undefined {
  const a = partsOf(left);
  const b = partsOf(right);
  if (!a || !b) return undefined;
  const scale = Math.max(a.fraction.length, b.fraction.length);
  return [scaled(a, scale), scaled(b, scale), scale];
}

/** Negative, zero or positive; 0 as well when either is not a decimal. */
export function compareDecimals(left: string, right: string): number {
  const pair = aligned(left, right);
  if (!pair) return 0;
  return pair[0] < pair[1] ? -1 : pair[0] > pair[1] ? 1 : 0;
}

/** Exact sum, with as many decimals as the longer of the two. */
export function addDecimals(left: string, right: string): string {
  const pair = aligned(left, right);
  return pair ? unscaled(pair[0] + pair[1], pair[2]) : left;
}

export function negateDecimal(text: string): string {
  return text.startsWith("-") ? text.slice(1) : `-${text}`;
}

/** Half away from zero. */
export function roundDecimal(text: string, decimals: number): string {
  const parts = partsOf(text);
  if (!parts || parts.fraction.length <= decimals) return text;
  const kept = BigInt(parts.whole + parts.fraction.slice(0, decimals));
  const up = (parts.fraction.charAt(decimals) || "0") >= "5" ? 1n : 0n;
  const value = kept + up;
  return unscaled(parts.negative ? -value : value, decimals);
}

export function splitDecimal(text: string): Parts {
  return partsOf(text) ?? { negative: false, whole: "0", fraction: "" };
}

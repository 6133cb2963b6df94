/** Exact decimals: digits and how many of them stand behind the point. A JavaScript number would round. Pure. */

export interface Exact {
  readonly digits: bigint;
  readonly scale: number;
}

const TEXT = /^(-?)(\d+)(?:\.(\d+))?$/;
/** Digits of a quotient that does not end. */
const QUOTIENT = 28;

const power = (exponent: number): bigint => 10n ** BigInt(exponent);
const size = (digits: bigint): number => (digits < 0n ? -digits : digits).toString().length;

/** No zeros at the end of a fraction, so that equal numbers look alike. */
function exact(digits: bigint, scale: number): Exact {
  let [shorter, left] = [digits, scale];
  while (left > 0 && shorter % 10n === 0n) [shorter, left] = [shorter / 10n, left - 1];
  return { digits: shorter, scale: left };
}

/** A number as the API delivers it; undefined for what is none. */
export function exactOf(value: unknown): Exact | undefined {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : typeof value === "number" ? unfolded(value) : value;
  const match = typeof text === "string" ? TEXT.exec(text.trim()) : null;
  if (!match) return undefined;
  const fraction = match[3] ?? "";
  const digits = BigInt((match[2] ?? "0") + fraction);
  return exact(match[1] === "-" ? -digits : digits, fraction.length);
}

const unfolded = (value: number): string => {
  const text = String(value);
  return text.includes("e") ? value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 }) : text;
};

export function exactText({ digits, scale }: Exact): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const point = text.length - scale;
  return `${digits < 0n ? "-" : ""}${text.slice(0, point)}${scale > 0 ? `.${text.slice(point)}` : ""}`;
}

function aligned(left: Exact, right: Exact): [bigint, bigint, number] {
  const scale = Math.max(left.scale, right.scale);
  return [left.digits * power(scale - left.scale), right.digits * power(scale - right.scale), scale];
}

export function add(left: Exact, right: Exact): Exact {
  const [a, b, scale] = aligned(left, right);
  return exact(a + b, scale);
}

export const negate = ({ digits, scale }: Exact): Exact => ({ digits: -digits, scale });

export const subtract = (left: Exact, right: Exact): Exact => add(left, negate(right));

export const multiply = (left: Exact, right: Exact): Exact => exact(left.digits * right.digits, left.scale + right.scale);

/** Null for a quotient by 0. One that does not end is rounded to 28 digits, halves to even. */
export function divide(left: Exact, right: Exact): Exact | null {
  if (right.digits === 0n) return null;
  // So many more places that the quotient has one digit more than it keeps, at least.
  const more = Math.max(0, QUOTIENT + 2 - size(left.digits) + size(right.digits));
  const dividend = left.digits * power(more);
  const quotient = dividend / right.digits;
  const scale = left.scale + more - right.scale;
  return shortened(quotient, scale, dividend % right.digits !== 0n, (left.digits < 0n) !== (right.digits < 0n));
}

function shortened(quotient: bigint, scale: number, goesOn: boolean, negative: boolean): Exact {
  const whole = quotient < 0n ? -quotient : quotient;
  const surplus = Math.max(0, size(whole) - QUOTIENT);
  const unit = power(surplus);
  const [kept, cut] = [whole / unit, whole % unit];
  const up = cut * 2n > unit || (cut * 2n === unit && (goesOn || kept % 2n === 1n));
  const digits = (kept + (up ? 1n : 0n)) * (negative ? -1n : 1n);
  const places = scale - surplus;
  return places >= 0 ? exact(digits, places) : exact(digits * power(-places), 0);
}

export function compare(left: Exact, right: Exact): number {
  const [a, b] = aligned(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `decimals` may be negative. Halves away from 0. */
export function round(number: Exact, decimals: number): Exact {
  const surplus = number.scale - decimals;
  if (surplus <= 0) return number;
  const unit = power(surplus);
  const whole = number.digits < 0n ? -number.digits : number.digits;
  const kept = whole / unit + ((whole % unit) * 2n >= unit ? 1n : 0n);
  const digits = number.digits < 0n ? -kept : kept;
  return decimals >= 0 ? exact(digits, decimals) : exact(digits * power(-decimals), 0);
}

export function floor(number: Exact): Exact {
  const unit = power(number.scale);
  const cut = number.digits / unit;
  return { digits: number.digits < 0n && number.digits % unit !== 0n ? cut - 1n : cut, scale: 0 };
}

export const ceil = (number: Exact): Exact => negate(floor(negate(number)));

/** A whole number that fits; undefined for any other. */
export function wholeOf({ digits, scale }: Exact): number | undefined {
  return scale === 0 && digits <= BigInt(Number.MAX_SAFE_INTEGER) && digits >= -BigInt(Number.MAX_SAFE_INTEGER) ? Number(digits) : undefined;
}

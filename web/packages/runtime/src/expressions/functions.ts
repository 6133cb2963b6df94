/** The functions of `aqtra.metadata.expressions.functions`, with the same meaning. Pure. */
import { ceil, type Exact, floor, negate, round, wholeOf } from "./exact";
import { counted, isKind, NotCalculable, numberValue, order, type Value, written } from "./values";

type Call = (...values: Value[]) => Value;

const MOST_DECIMALS = 100;
const FURTHEST_DAYS = 4_000_000;
const DAY = 86_400_000;
/** What counts as a blank on the server: not quite what does in JavaScript. */
const BLANK = /^(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+|(?:(?!\ufeff)[\s\u001c-\u001f\u0085])+$/gu;

function text(value: Value): string {
  if (typeof value !== "string") throw new NotCalculable("this takes text");
  return value;
}

function number(value: Value): Exact {
  if (!isKind(value, "number")) throw new NotCalculable("this takes a number");
  return value.number;
}

/** Days since 1 January 1970. */
function days(value: Value): number {
  if (!isKind(value, "date")) throw new NotCalculable("this takes a date");
  const [year = 0, month = 1, day = 1] = value.text.split("-").map(Number);
  // Date.UTC would take years below 100 for those of the 20th century.
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY;
}

function dated(count: number): Value {
  const day = new Date(count * DAY);
  const year = day.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new NotCalculable("this lies beyond the calendar");
  const parts = [String(year).padStart(4, "0"), String(day.getUTCMonth() + 1).padStart(2, "0"), String(day.getUTCDate()).padStart(2, "0")];
  return { is: "date", text: parts.join("-") };
}

const trim = (value: string): string => value.replace(BLANK, "");

function whole(value: Value, most: number, reason: string): number {
  const found = wholeOf(number(value));
  if (found === undefined || Math.abs(found) > most) throw new NotCalculable(reason);
  return found;
}

const rounded: Call = (value = null, decimals = counted(0)) =>
  numberValue(round(number(value), whole(decimals, MOST_DECIMALS, "a number is rounded to a whole number of decimals")));

const later: Call = (day = null, count = null) =>
  dated(days(day) + whole(count, FURTHEST_DAYS, "days are counted in whole numbers, and not beyond the calendar"));

function length(value: Value): Value {
  if (typeof value === "string") return counted([...value].length);
  if (isKind(value, "list")) return counted(value.values.length);
  throw new NotCalculable("only texts and lists have a length");
}

const extreme =
  (keepsSecond: (found: number) => boolean): Call =>
  (...values) =>
    values.reduce((one, other) => (keepsSecond(order(one, other)) ? other : one));

const onDate =
  (part: (parts: readonly number[]) => number): Call =>
  (day = null) => {
    days(day);
    return counted(part(isKind(day, "date") ? day.text.split("-").map(Number) : []));
  };

/** They are asked about null as well; the others give null for it. */
const OF_NULL: Readonly<Record<string, Call>> = {
  is_empty: (value = null) => value === null || (typeof value === "string" && trim(value) === "") || (isKind(value, "list") && value.values.length === 0),
  coalesce: (...values) => values.find((value) => value !== null) ?? null,
};

const FUNCTIONS: Readonly<Record<string, Call>> = {
  len: (value = null) => length(value),
  lower: (value = null) => text(value).toLowerCase(),
  upper: (value = null) => text(value).toUpperCase(),
  trim: (value = null) => trim(text(value)),
  starts_with: (value = null, part = null) => text(value).startsWith(text(part)),
  ends_with: (value = null, part = null) => text(value).endsWith(text(part)),
  text: (value = null) => written(value),
  round: rounded,
  floor: (value = null) => numberValue(floor(number(value))),
  ceil: (value = null) => numberValue(ceil(number(value))),
  abs: (value = null) => {
    const found = number(value);
    return numberValue(found.digits < 0n ? negate(found) : found);
  },
  min: extreme((found) => found > 0),
  max: extreme((found) => found < 0),
  year: onDate(([year = 0]) => year),
  month: onDate(([, month = 0]) => month),
  day: onDate(([, , day = 0]) => day),
  // 1 January 1970 was a Thursday.
  weekday: (day = null) => counted(((((days(day) + 3) % 7) + 7) % 7) + 1),
  add_days: later,
  days_between: (first = null, last = null) => counted(days(last) - days(first)),
};

/** Throws NotCalculable. */
export function called(name: string, values: readonly Value[]): Value {
  const ofNull = OF_NULL[name];
  if (ofNull) return ofNull(...values);
  const work = FUNCTIONS[name];
  if (!work) throw new NotCalculable(`there is no function ${name}`);
  return values.includes(null) ? null : work(...values);
}

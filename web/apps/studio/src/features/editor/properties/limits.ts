/** Reading limits of dates and times as people write them, into what the document stores. */

import type { Reading } from "./editors/controls";

type Text = Reading<string | undefined>;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

function isDay(text: string): boolean {
  if (!DATE.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

export function readDate(text: string): Text {
  const typed = text.trim();
  if (typed === "") return { value: undefined };
  return isDay(typed) ? { value: typed } : null;
}

export function readTime(text: string): Text {
  const typed = text.trim();
  if (typed === "") return { value: undefined };
  const parts = TIME.exec(typed);
  return parts ? { value: `${parts[1]?.padStart(2, "0")}:${parts[2]}:${parts[3] ?? "00"}` } : null;
}

/** `2026-01-31 09:00` in UTC, or any instant with its offset. */
export function readInstant(text: string): Text {
  const typed = text.trim();
  if (typed === "") return { value: undefined };
  const [day = "", clock = "00:00", ...rest] = typed.split(/[ T]/);
  if (!isDay(day) || rest.length > 0) return null;
  const zone = /(Z|[+-]\d{2}:\d{2})$/.exec(clock)?.[0] ?? "Z";
  const time = readTime(clock.replace(/(Z|[+-]\d{2}:\d{2})$/, "").replace(/\.\d+$/, ""));
  return time?.value === undefined ? null : { value: `${day}T${time.value}${zone}` };
}

/** An instant as it is typed: without the marks of UTC. */
export function instantText(stored: string): string {
  return stored.replace("T", " ").replace(/Z$|\+00:00$/, "").replace(/:00$/, "");
}

/** Refuses a limit on the wrong side of the other one: the document could not be stored. */
export function withinOrder<Value extends string | number>(
  reading: Reading<Value | undefined>,
  { low = "", high = "" }: { low?: string; high?: string },
  compare: (left: string, right: string) => number,
): Reading<Value | undefined> {
  if (reading?.value === undefined) return reading;
  const value = String(reading.value);
  if (low !== "" && compare(low, value) > 0) return null;
  return high !== "" && compare(value, high) > 0 ? null : reading;
}

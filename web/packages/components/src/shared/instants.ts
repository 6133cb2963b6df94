/** Instants, calendar days and times of day: shown in the reader's zone, exchanged as ISO 8601. */
import dayjs, { type Dayjs } from "dayjs";
import utc from "dayjs/plugin/utc";

import { instantOf, wallClock } from "./wall-clock";

dayjs.extend(utc);

export type TemporalType = "datetime" | "date" | "time";

const DATE_FORMAT = "YYYY-MM-DD";
const TIME_FORMAT = "HH:mm:ss";
/** Any day will do for a time of day; this one has no clock change. */
const SOME_DAY = "2000-01-03";

/** The value as a moment in UTC whose digits are those of the reader's wall clock; null when it is none. */
export function toMoment(value: unknown, type: TemporalType, zone: string): Dayjs | null {
  if (typeof value !== "string" || value === "") return null;
  const instant = Date.parse(inUtc(value, type));
  if (Number.isNaN(instant)) return null;
  return dayjs.utc(type === "datetime" ? wallClock(instant, zone) : instant);
}

/** Days and times of day have no zone: UTC keeps their digits. */
function inUtc(value: string, type: TemporalType): string {
  if (type === "datetime") return value;
  return type === "time" ? `${SOME_DAY}T${value}Z` : `${value}T00:00:00Z`;
}

/**
 * What is stored: UTC for an instant, bare digits for a day or a time of day. An hour that comes twice when clocks
 * change is the one that `before` was in, or else the first.
 */
export function fromMoment(moment: Dayjs | null, type: TemporalType, zone: string, before?: unknown): string | null {
  if (!moment?.isValid()) return null;
  if (type === "date") return moment.format(DATE_FORMAT);
  if (type === "time") return moment.format(TIME_FORMAT);
  const near = typeof before === "string" ? Date.parse(before) : NaN;
  return stored(instantOf(moment.valueOf(), zone, Number.isNaN(near) ? undefined : near));
}

function stored(instant: number): string {
  return dayjs.utc(instant).format("YYYY-MM-DDTHH:mm:ss[Z]");
}

/** First instant of a calendar day in a zone, and of the day after it. */
export function dayBounds(day: string, zone: string): { start: string; end: string } | undefined {
  const start = toMoment(day, "date", zone);
  if (!start) return undefined;
  const first = (midnight: Dayjs) => stored(instantOf(midnight.valueOf(), zone));
  return { start: first(start), end: first(start.add(1, "day")) };
}

/** Tokens of the platform (yyyy MM dd HH mm ss fff, literals in quotes) in those of dayjs. */
export function momentPattern(pattern: string): string {
  return pattern
    .split(/('[^']*')/)
    .map((piece) =>
      piece.startsWith("'")
        ? `[${piece.slice(1, -1)}]`
        : piece.replace(/y+/g, (run) => run.toUpperCase()).replace(/d+/g, (run) => run.toUpperCase()).replace(/f{1,3}/g, "SSS").replace(/tt?/g, "A"),
    )
    .join("");
}

/** Reader's form of a temporal value; `pattern` overrides the locale. */
export function formatTemporal(value: unknown, type: TemporalType, options: { locale: string; zone: string; pattern?: string | undefined }): string {
  if (typeof value !== "string") return "";
  if (options.pattern) return toMoment(value, type, options.zone)?.locale(options.locale).format(momentPattern(options.pattern)) ?? value;
  const shown = new Date(inUtc(value, type));
  if (Number.isNaN(shown.getTime())) return value;
  const style: Intl.DateTimeFormatOptions =
    type === "time" ? { timeStyle: "short" } : type === "date" ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" };
  const timeZone = type === "datetime" ? options.zone : "UTC";
  return formatter(options.locale, style, timeZone).format(shown);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Made once: making one takes a hundred times as long as using it. */
function formatter(locale: string, style: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat {
  const key = [locale, style.dateStyle, style.timeStyle, timeZone].join("|");
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...style, timeZone });
  formatters.set(key, made);
  return made;
}

/** `now`, `today` or a constant, as a stored value. */
export function temporalConstant(text: string | undefined, type: TemporalType, zone: string, now: Date): string | null {
  if (!text) return null;
  if (text !== "now" && text !== "today") return text;
  const moment = dayjs.utc(wallClock(now.getTime(), zone));
  return fromMoment(text === "today" && type === "datetime" ? moment.startOf("day") : moment, type, zone, text === "now" ? now.toISOString() : undefined);
}

/** Instants, calendar days and times of day: shown in the reader's zone, exchanged as ISO 8601. */
import dayjs, { type Dayjs } from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(timezone);

export type TemporalType = "datetime" | "date" | "time";

const DATE_FORMAT = "YYYY-MM-DD";
const TIME_FORMAT = "HH:mm:ss";
/** Any day will do for a time of day; this one has no clock change. */
const SOME_DAY = "2000-01-03";

/** Stands for a date or time of which only a part has been typed: never valid, so it is refused and never lost silently. */
export const INCOMPLETE = "incomplete";

/** The value as a moment whose wall clock is what the reader sees; null when it is none. */
export function toMoment(value: unknown, type: TemporalType, zone: string): Dayjs | null {
  if (typeof value !== "string" || value === "") return null;
  // Days and times of day have no zone: UTC keeps their digits as they are.
  const moment = type === "datetime" ? dayjs(value).tz(zone) : dayjs.utc(type === "time" ? `${SOME_DAY}T${value}` : value);
  return moment.isValid() ? moment : null;
}

/** What is stored: UTC for an instant, bare digits for a day or a time of day. */
export function fromMoment(moment: Dayjs | null, type: TemporalType): string | null {
  if (!moment?.isValid()) return null;
  if (type === "date") return moment.format(DATE_FORMAT);
  if (type === "time") return moment.format(TIME_FORMAT);
  return moment.utc().format("YYYY-MM-DDTHH:mm:ss[Z]");
}

/** First instant of a calendar day in a zone, and of the day after it. */
export function dayBounds(day: string, zone: string): { start: string; end: string } | undefined {
  const start = dayjs.tz(`${day}T00:00:00`, zone);
  if (!start.isValid()) return undefined;
  const next = dayjs.utc(day).add(1, "day").format(DATE_FORMAT);
  const iso = "YYYY-MM-DDTHH:mm:ss[Z]";
  return { start: start.utc().format(iso), end: dayjs.tz(`${next}T00:00:00`, zone).utc().format(iso) };
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
  const moment = toMoment(value, type, options.zone);
  if (!moment) return typeof value === "string" ? value : "";
  if (options.pattern) return moment.locale(options.locale).format(momentPattern(options.pattern));
  const style: Intl.DateTimeFormatOptions =
    type === "time" ? { timeStyle: "short" } : type === "date" ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" };
  const timeZone = type === "datetime" ? options.zone : "UTC";
  return new Intl.DateTimeFormat(options.locale, { ...style, timeZone }).format(moment.toDate());
}

/** `now`, `today` or a constant, as a stored value. */
export function temporalConstant(text: string | undefined, type: TemporalType, zone: string, now: Date): string | null {
  if (!text) return null;
  if (text !== "now" && text !== "today") return text;
  const moment = dayjs(now).tz(zone);
  return fromMoment(text === "today" && type === "datetime" ? moment.startOf("day") : moment, type);
}

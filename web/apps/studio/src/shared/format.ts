/** Dates and durations in the reader's own format. */

const DATE_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function dateTime(instant: string): string {
  return DATE_TIME.format(new Date(instant));
}

const DAY_TIME = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

export function date(instant: string): string {
  return DAY.format(new Date(instant));
}

/** For narrow places: day and time within this year, otherwise the full day. */
export function shortDateTime(instant: string): string {
  const at = new Date(instant);
  return (at.getFullYear() === new Date().getFullYear() ? DAY_TIME : DAY).format(at);
}

/** Time between two instants as "4 s" or "1 min 20 s". */
export function duration(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

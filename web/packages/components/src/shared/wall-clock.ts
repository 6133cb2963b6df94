/**
 * Wall clocks of zones, by Intl alone and to the second.
 *
 * A wall clock is a number of milliseconds whose digits, read in UTC, are what a clock in the zone shows. Libraries that
 * keep both in one object round offsets to quarters of hours, and lose an hour where the browser's own clock skips one.
 */

const DAY = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** What a clock in the zone shows at an instant. */
export function wallClock(instant: number, zone: string): number {
  return instant + offsetAt(instant, zone);
}

/**
 * The instant at which a clock in the zone shows this. Of two the one nearest to `near`, or the first. A time that clocks
 * skip is read as if they had not been put forward yet.
 */
export function instantOf(wall: number, zone: string, near?: number): number {
  const [before, after] = [offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)];
  const found = [wall - before, wall - after].filter((instant) => wallClock(instant, zone) === wall);
  if (found.length === 0) return wall - before;
  if (near === undefined) return Math.min(...found);
  return found.reduce((best, instant) => (Math.abs(instant - near) < Math.abs(best - near) ? instant : best));
}

/** Milliseconds that the zone's clock is ahead of UTC at an instant. */
function offsetAt(instant: number, zone: string): number {
  if (zone === "UTC") return 0;
  const whole = Math.floor(instant / 1000) * 1000;
  const parts = new Map(formatter(zone).formatToParts(whole).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name));
  const shown = new Date(0);
  // Not Date.UTC, which takes the year 45 for 1945.
  shown.setUTCFullYear(parts.get("era") === "BC" ? 1 - part("year") : part("year"), part("month") - 1, part("day"));
  shown.setUTCHours(part("hour"), part("minute"), part("second"));
  return shown.getTime() - whole;
}

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const digits = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
  const made = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", { ...digits, era: "short", hourCycle: "h23", timeZone: zone });
  formatters.set(zone, made);
  return made;
}

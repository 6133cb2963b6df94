/** Durations as ISO 8601 writes them, and as people say them: a number and a unit. Pure. */

import type { Json } from "@aqtra/model";

export const UNITS = ["seconds", "minutes", "hours", "days"] as const;
export type Unit = (typeof UNITS)[number];

const SECONDS: Record<Unit, number> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };
const ISO = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Seconds of a stored duration; null when it is none, or has parts that are no fixed time. */
export function secondsOf(value: Json | undefined): number | null {
  if (typeof value === "number") return Number.isInteger(value) && value >= 0 ? value : null;
  if (typeof value !== "string") return null;
  if (/^\d+$/.test(value)) return Number(value);
  const parts = ISO.exec(value);
  if (!parts || /[PT]$/.test(value)) return null;
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return (((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** The largest unit in which the seconds are a whole number. */
export function spoken(seconds: number): { amount: number; unit: Unit } {
  const unit = [...UNITS].reverse().find((each) => seconds > 0 && seconds % SECONDS[each] === 0) ?? "seconds";
  return { amount: amountIn(seconds, unit), unit };
}

export function amountIn(seconds: number, unit: Unit): number {
  return seconds / SECONDS[unit];
}

export function isoOf(amount: number, unit: Unit): string {
  return unit === "days" ? `P${amount}D` : `PT${amount}${unit.slice(0, 1).toUpperCase()}`;
}

/** Common cron expressions in words. Pure. */

export type CronWords =
  | { key: "everyMinute" }
  | { key: "minutes"; count: number }
  | { key: "hourly"; minute: number }
  | { key: "daily" | "workdays"; time: string }
  | { key: "weekly"; time: string; weekday: number }
  | { key: "monthly"; time: string; day: number };

const NUMBER = /^\d{1,2}$/;
const EVERY = /^\*\/(\d{1,2})$/;
const DAY_NAMES = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Null where the expression says more than a short sentence can. */
export function cronWords(expression: string): CronWords | null {
  const fields = expression.trim().toLowerCase().split(/\s+/);
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  if (fields.length !== 5 || month !== "*") return null;
  if (hour === "*" && day === "*" && weekday === "*") return withinTheHour(minute);
  if (!NUMBER.test(minute) || !NUMBER.test(hour)) return null;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (day === "*") return onWeekdays(weekday, time);
  return NUMBER.test(day) && weekday === "*" ? { key: "monthly", time, day: Number(day) } : null;
}

function withinTheHour(minute: string): CronWords | null {
  if (minute === "*") return { key: "everyMinute" };
  const every = EVERY.exec(minute)?.[1];
  // Others begin anew with the hour, so that they are not the same distance apart.
  if (every !== undefined) return Number(every) > 0 && 60 % Number(every) === 0 ? { key: "minutes", count: Number(every) } : null;
  return NUMBER.test(minute) ? { key: "hourly", minute: Number(minute) } : null;
}

function onWeekdays(weekday: string, time: string): CronWords | null {
  if (weekday === "*") return { key: "daily", time };
  if (weekday === "1-5" || weekday === "mon-fri") return { key: "workdays", time };
  const number = /^[0-7]$/.test(weekday) ? Number(weekday) % 7 : DAY_NAMES.indexOf(weekday);
  return number < 0 ? null : { key: "weekly", time, weekday: number };
}

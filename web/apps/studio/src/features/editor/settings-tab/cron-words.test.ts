import { expect, it } from "vitest";

import { cronWords } from "./cron-words";

it.each([
  ["* * * * *", { key: "everyMinute" }],
  ["*/15 * * * *", { key: "minutes", count: 15 }],
  ["5 * * * *", { key: "hourly", minute: 5 }],
  ["0 6 * * *", { key: "daily", time: "06:00" }],
  ["30 18 * * MON-FRI", { key: "workdays", time: "18:30" }],
  ["0 6 * * 7", { key: "weekly", time: "06:00", weekday: 0 }],
  ["0 6 * * wed", { key: "weekly", time: "06:00", weekday: 3 }],
  [" 0  6 1 * * ", { key: "monthly", time: "06:00", day: 1 }],
])("says %s in words", (expression, words) => {
  expect(cronWords(expression)).toEqual(words);
});

it.each(["", "nonsense", "*/7 * * * *", "*/0 * * * *", "0 6 1 1 *", "0 6 1 * 1", "0 0 6 * * *", "0 6 * * 1,3", "0 6-8 * * *"])("does not say %s wrongly", (expression) => {
  expect(cronWords(expression)).toBeNull();
});

import { describe, expect, it } from "vitest";

import { instantText, readDate, readInstant, readTime, withinOrder } from "./limits";

describe("limits", () => {
  it.each([["2026-02-28", true], ["2026-02-30", false], ["28.02.2026", false], ["", true]])("day %j is read: %s", (text, isRead) => {
    expect(readDate(text) !== null).toBe(isRead);
  });

  it.each([["9:05", "09:05:00"], ["23:59:59", "23:59:59"], ["24:00", undefined], ["9", undefined]])("time %j is stored as %j", (text, stored) => {
    expect(readTime(text)?.value).toBe(stored);
  });

  it.each([
    ["2026-01-31 09:00", "2026-01-31T09:00:00Z"],
    ["2026-01-31", "2026-01-31T00:00:00Z"],
    ["2026-01-31T09:00:00+03:00", "2026-01-31T09:00:00+03:00"],
    ["31 January", undefined],
  ])("instant %j is stored as %j", (text, stored) => {
    expect(readInstant(text)?.value).toBe(stored);
  });

  it("shows an instant as it was typed", () => {
    expect(instantText("2026-01-31T09:00:00Z")).toBe("2026-01-31 09:00");
  });

  it("refuses a limit on the wrong side of the other", () => {
    const compare = (left: string, right: string): number => Number(left) - Number(right);
    expect(withinOrder({ value: "9" }, { high: "5" }, compare)).toBeNull();
    expect(withinOrder({ value: "5" }, { high: "5" }, compare)).toEqual({ value: "5" });
    expect(withinOrder({ value: "4" }, { low: "5" }, compare)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";

import { instantOf, wallClock } from "./wall-clock";

const MINUTE = 60_000;
const ZONES = ["Europe/Istanbul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Casablanca"];
/** Changes of clocks, the beginning of zones, and the ends of the calendar. */
const INSTANTS = [
  "2016-03-27T01:00:00Z",
  "2024-03-10T02:00:00Z",
  "2026-03-08T07:00:00Z",
  "2026-11-01T06:00:00Z",
  "2026-04-04T15:00:00Z",
  "2026-10-03T15:30:00Z",
  "2018-11-04T03:00:00Z",
  "1910-10-01T00:00:00Z",
  "1883-11-18T17:00:00Z",
  "1582-10-10T00:00:00Z",
  "0099-12-31T00:00:00Z",
  "0001-01-02T00:00:00Z",
  "9999-12-30T00:00:00Z",
].map(Date.parse);
const utc = (text: string) => Date.parse(`${text}Z`);

describe("wall clocks", () => {
  it.each(ZONES)("lead back to the same instant in %s", (zone) => {
    for (const change of INSTANTS) {
      for (let minutes = -180; minutes <= 180; minutes += 5) {
        const instant = change + minutes * MINUTE + 123;
        expect(instantOf(wallClock(instant, zone), zone, instant)).toBe(instant);
      }
    }
  });

  it("shows what clocks show, to the second", () => {
    expect(wallClock(utc("2026-07-01T00:00:00"), "Asia/Kathmandu")).toBe(utc("2026-07-01T05:45:00"));
    expect(wallClock(utc("1900-01-01T00:00:00"), "Europe/Istanbul")).toBe(utc("1900-01-01T01:56:56"));
    expect(wallClock(utc("0001-01-01T00:00:00"), "America/New_York")).toBe(utc("0000-12-31T19:03:58"));
  });

  it("takes the first of two, and one that is skipped as if clocks had not changed yet", () => {
    expect(instantOf(utc("2026-11-01T01:30:00"), "America/New_York")).toBe(utc("2026-11-01T05:30:00"));
    expect(instantOf(utc("2026-11-01T01:30:00"), "America/New_York", utc("2026-11-01T06:10:00"))).toBe(utc("2026-11-01T06:30:00"));
    expect(instantOf(utc("2026-03-08T02:30:00"), "America/New_York")).toBe(utc("2026-03-08T07:30:00"));
    expect(instantOf(utc("2018-11-04T00:00:00"), "America/Sao_Paulo")).toBe(utc("2018-11-04T03:00:00"));
  });
});

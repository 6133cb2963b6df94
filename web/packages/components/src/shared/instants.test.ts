import { describe, expect, it } from "vitest";

import { formatTemporal, fromMoment, momentPattern, temporalConstant, toMoment } from "./instants";

const ZONE = "Europe/Istanbul";

describe("temporal values", () => {
  it("shows an instant in the reader's zone and stores it in UTC", () => {
    const moment = toMoment("2024-01-31T22:30:00Z", "datetime", ZONE);
    expect(moment?.format("YYYY-MM-DD HH:mm")).toBe("2024-02-01 01:30");
    expect(fromMoment(moment, "datetime")).toBe("2024-01-31T22:30:00Z");
  });

  it("never moves a day or a time of day between zones", () => {
    expect(fromMoment(toMoment("2024-01-31", "date", "Pacific/Kiritimati"), "date")).toBe("2024-01-31");
    expect(fromMoment(toMoment("23:15:00", "time", "Pacific/Pago_Pago"), "time")).toBe("23:15:00");
  });

  it("reads the platform's patterns", () => {
    expect(momentPattern("dd.MM.yyyy HH:mm")).toBe("DD.MM.YYYY HH:mm");
    const text = formatTemporal("2024-01-31T22:30:00Z", "datetime", { locale: "en", zone: ZONE, pattern: "yyyy-MM-dd 'at' HH:mm" });
    expect(text).toBe("2024-02-01 at 01:30");
  });

  it("knows today and now", () => {
    const now = new Date("2024-01-31T22:30:15Z");
    expect(temporalConstant("today", "date", ZONE, now)).toBe("2024-02-01");
    expect(temporalConstant("now", "datetime", ZONE, now)).toBe("2024-01-31T22:30:15Z");
    expect(temporalConstant("today", "datetime", ZONE, now)).toBe("2024-01-31T21:00:00Z");
    expect(temporalConstant("2020-05-05", "date", ZONE, now)).toBe("2020-05-05");
  });
});

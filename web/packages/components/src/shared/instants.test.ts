import { describe, expect, it } from "vitest";

import { formatTemporal, fromMoment, momentPattern, temporalConstant, toMoment } from "./instants";

const ZONE = "Europe/Istanbul";

describe("temporal values", () => {
  it("shows an instant in the reader's zone and stores it in UTC", () => {
    const moment = toMoment("2024-01-31T22:30:00Z", "datetime", ZONE);
    expect(moment?.format("YYYY-MM-DD HH:mm")).toBe("2024-02-01 01:30");
    expect(fromMoment(moment, "datetime", ZONE)).toBe("2024-01-31T22:30:00Z");
  });

  it("never moves a day or a time of day between zones", () => {
    expect(fromMoment(toMoment("2024-01-31", "date", "Pacific/Kiritimati"), "date", "Pacific/Kiritimati")).toBe("2024-01-31");
    expect(fromMoment(toMoment("23:15:00", "time", "Pacific/Pago_Pago"), "time", "Pacific/Pago_Pago")).toBe("23:15:00");
  });

  it("keeps and shows days of the first century", () => {
    expect(fromMoment(toMoment("0045-05-06", "date", ZONE), "date", ZONE)).toBe("0045-05-06");
    expect(formatTemporal("0045-05-06", "date", { locale: "en-GB", zone: ZONE })).toBe("6 May 45");
  });

  it("shows what is no time as it is", () => {
    expect(formatTemporal("24:61:00", "time", { locale: "en", zone: ZONE })).toBe("24:61:00");
  });

  it("shows an instant from before zones were agreed on", () => {
    // Istanbul was 1:56:56 ahead of Greenwich.
    expect(formatTemporal("1900-01-01T00:00:00Z", "datetime", { locale: "en-GB", zone: ZONE })).toBe("1 Jan 1900, 01:56");
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

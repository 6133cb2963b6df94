import { beforeAll, describe, expect, it } from "vitest";

import { formatTyped, isPhoneNumber, loadPlans, shownNumber, storedNumber } from "./phone";

it("knows the form of a number before the plans are there", () => {
  expect(isPhoneNumber("+903125550000")).toBe(true);
  expect(isPhoneNumber("0312 555 00 00")).toBe(false);
});

describe("telephone numbers", () => {
  beforeAll(loadPlans);

  it.each([
    ["+90 312 555 00 00", undefined, "+903125550000"],
    ["0312 555 00 00", "TR", "+903125550000"],
    ["(0312) 555-00-00", "tr", "+903125550000"],
    ["8 (495) 123-45-67", "RU", "+74951234567"],
    ["020 7946 0018", "GB", "+442079460018"],
    ["+44 20 7946 0018", "TR", "+442079460018"],
    ["0312 555 00 00", undefined, "0312 555 00 00"],
    ["0312 555 00 00", "XX", "0312 555 00 00"],
    ["+90 312", "TR", "+90 312"],
    ["555", "TR", "555"],
    ["call me", "TR", "call me"],
    ["1-800-FLOWERS", "US", "1-800-FLOWERS"],
    ["   ", "TR", null],
  ])("%j with %j is kept as %j", (typed, country, stored) => {
    expect(storedNumber(typed, country)).toBe(stored);
  });

  it("are valid when they belong to a plan", () => {
    expect(isPhoneNumber("+903125550000")).toBe(true);
    expect(isPhoneNumber("+90312555000")).toBe(false);
    expect(isPhoneNumber("+99912345678")).toBe(false);
    expect(isPhoneNumber("+90 312 555 00 00")).toBe(false);
  });

  it("take form while they are typed", () => {
    expect(formatTyped("+9031255", undefined)).toBe("+90 312 55");
    expect(formatTyped("2015550", "US")).toBe("(201) 555-0");
    expect(formatTyped("call me", "US")).toBe("call me");
  });

  it("read as people write them, and stay what they are when they are none", () => {
    expect(shownNumber("+903125550000")).toBe("+90 312 555 00 00");
    expect(shownNumber("555")).toBe("555");
  });
});

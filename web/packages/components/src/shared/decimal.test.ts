import { describe, expect, it } from "vitest";

import { addDecimals, compareDecimals, decimalText, roundDecimal } from "./decimal";

describe("decimals as text", () => {
  it("adds without rounding what a floating number would round", () => {
    expect(addDecimals("0.1", "0.2")).toBe("0.3");
    expect(addDecimals("9007199254740993.01", "0.99")).toBe("9007199254740994.00");
    expect(addDecimals("1", "-3.5")).toBe("-2.5");
  });

  it("compares by value, not by text", () => {
    expect(compareDecimals("10", "9.99")).toBe(1);
    expect(compareDecimals("1.50", "1.5")).toBe(0);
    expect(compareDecimals("-2", "1")).toBe(-1);
  });

  it("rounds half away from zero", () => {
    expect(roundDecimal("1.005", 2)).toBe("1.01");
    expect(roundDecimal("-1.005", 2)).toBe("-1.01");
    expect(roundDecimal("2.5", 0)).toBe("3");
    expect(roundDecimal("1.5", 3)).toBe("1.5");
  });

  it("reads JSON numbers without exponents and refuses what is none", () => {
    expect(decimalText(1e21)).toBe("1000000000000000000000");
    expect(decimalText(1e-7)).toBe("0.0000001");
    expect(decimalText("12.50")).toBe("12.50");
    expect(decimalText("twelve")).toBeUndefined();
    expect(decimalText(Number.NaN)).toBeUndefined();
  });
});

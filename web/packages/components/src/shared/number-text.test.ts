import { describe, expect, it } from "vitest";

import { editableNumber, formatByPattern, formatNumber, integerPattern, parseNumber } from "./number-text";

describe("reading typed numbers", () => {
  it.each([
    ["en", "1,234.50", "1234.50"],
    ["tr", "1.234,50", "1234.50"],
    ["tr", "1.5", "1.5"],
    ["tr", "1.500", "1500"],
    ["ru", "1 234,5", "1234.5"],
    ["ru", "1\u00a0234,5", "1234.5"],
    ["en", ".5", "0.5"],
    ["en", "-.5", "-0.5"],
    ["en", "\u22127", "-7"],
    ["en", "007", "7"],
    ["en", "12.", "12"],
    ["en", "99999999999999999999.000000001", "99999999999999999999.000000001"],
  ])("%s: %s is %s", (locale, typed, expected) => {
    expect(parseNumber(typed, locale)).toBe(expected);
  });

  it("tells empty from wrong", () => {
    expect(parseNumber("  ", "en")).toBeNull();
    expect(parseNumber("abc", "en")).toBeUndefined();
    expect(parseNumber("-", "en")).toBeUndefined();
    expect(parseNumber("1e5", "en")).toBeUndefined();
  });
});

describe("showing numbers", () => {
  it("groups and keeps every decimal", () => {
    expect(formatNumber("1234567.10", "en")).toBe("1,234,567.10");
    expect(formatNumber("-1234567.1", "tr")).toBe("-1.234.567,1");
  });

  it("follows a pattern", () => {
    expect(formatByPattern("1234.5", "#,##0.00", "en")).toBe("1,234.50");
    expect(formatByPattern("0.256", "0.#%", "en")).toBe("25.6%");
    expect(formatByPattern("37", "0 '%'", "en")).toBe("37 %");
    expect(formatByPattern("7", "000", "en")).toBe("007");
    expect(formatByPattern("7.5", "#,##0.00 'EUR'", "tr")).toBe("7,50 EUR");
    expect(formatByPattern("7.5", "nonsense", "en")).toBe("7.5");
  });

  it("keeps whole numbers of four digits together", () => {
    expect(["7", "2026", "-2026"].map(integerPattern)).toEqual(["0", "0", "0"]);
    expect(["20260", "12.5"].map(integerPattern)).toEqual([undefined, undefined]);
  });

  it("edits without grouping so that the caret stays", () => {
    expect(editableNumber("1234.5", "tr")).toBe("1234,5");
  });
});

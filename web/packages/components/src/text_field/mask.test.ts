import { describe, expect, it } from "vitest";

import { applyMask, followsMask } from "./mask";

describe("input mask", () => {
  it("fills in literals and drops what does not fit", () => {
    expect(applyMask("00-000", "12345")).toBe("12-345");
    expect(applyMask("00-000", "12-345")).toBe("12-345");
    expect(applyMask("AA 00", "ab1x2")).toBe("ab 12");
    expect(applyMask("\\A0", "7")).toBe("A7");
  });

  it("knows whether a text is complete", () => {
    expect(followsMask("00-000", false, "12-345")).toBe(true);
    expect(followsMask("00-000", false, "12-3")).toBe(false);
    expect(followsMask("[A-Z]{2}\\d+", true, "AB12")).toBe(true);
    expect(followsMask("[A-Z]{2}\\d+", true, "xAB12")).toBe(false);
    expect(followsMask("(", true, "anything")).toBe(true);
  });
});

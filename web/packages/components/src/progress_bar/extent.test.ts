import { describe, expect, it } from "vitest";

import { extentOf } from "./extent";

describe("extent of a progress bar", () => {
  it.each([
    ["a part", 25, 0, 100, "25", 25],
    ["a part between other limits", "-5", "-10", "10", "-5", 25],
    ["no less than the lower limit", -1, 0, 100, "0", 0],
    ["no more than the upper limit", "100.01", 0, "100", "100", 100],
    ["exact decimals", "0.30", 0, "0.40", "0.30", 75],
    ["nothing without a value", null, 0, 100, undefined, 0],
    ["nothing for what is no number", "half", 0, 100, undefined, 0],
    ["nothing between limits without room", 5, 10, 10, undefined, 0],
    ["nothing between limits the wrong way round", 5, 10, 0, undefined, 0],
    ["the usual limits where none are known", 50, null, null, "50", 50],
  ])("%s", (_, value, minimum, maximum, shown, percent) => {
    const extent = extentOf({ value, minimum, maximum });
    expect(extent.value).toBe(shown);
    expect(extent.percent).toBeCloseTo(percent);
  });
});

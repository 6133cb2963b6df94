import { describe, expect, it } from "vitest";

import { moved } from "./points";

const extent = { series: 2, points: 30, rightToLeft: false, sideways: false };

describe("moved", () => {
  it("begins at an end, whatever the first key", () => {
    expect(moved(undefined, "ArrowRight", extent)).toEqual({ series: 0, point: 0 });
    expect(moved(undefined, "End", extent)).toEqual({ series: 0, point: 29 });
  });

  it.each([
    ["ArrowRight", { series: 0, point: 6 }],
    ["ArrowLeft", { series: 0, point: 4 }],
    ["ArrowDown", { series: 1, point: 5 }],
    ["ArrowUp", { series: 0, point: 5 }],
    ["PageDown", { series: 0, point: 15 }],
    ["PageUp", { series: 0, point: 0 }],
    ["Home", { series: 0, point: 0 }],
    ["End", { series: 0, point: 29 }],
  ])("goes with %s and stops at the ends", (key, expected) => {
    expect(moved({ series: 0, point: 5 }, key, extent)).toEqual(expected);
  });

  it("follows the way the points lie", () => {
    expect(moved({ series: 0, point: 5 }, "ArrowLeft", { ...extent, rightToLeft: true })).toEqual({ series: 0, point: 6 });
    expect(moved({ series: 0, point: 5 }, "ArrowDown", { ...extent, sideways: true })).toEqual({ series: 0, point: 6 });
    expect(moved({ series: 0, point: 5 }, "ArrowRight", { ...extent, sideways: true })).toEqual({ series: 1, point: 5 });
  });

  it("leaves with Escape, and leaves other keys to the page", () => {
    expect(moved({ series: 0, point: 5 }, "Escape", extent)).toBeNull();
    expect(moved(undefined, "Escape", extent)).toBeUndefined();
    expect(moved({ series: 0, point: 5 }, "Tab", extent)).toBeUndefined();
    expect(moved(undefined, "End", { ...extent, points: 0 })).toBeUndefined();
  });
});

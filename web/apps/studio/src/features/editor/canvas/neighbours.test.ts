import { describe, expect, it } from "vitest";

import { invoices } from "../testing/invoices";
import { neighbour } from "./neighbours";

describe("arrow keys on the canvas", () => {
  it.each([
    [null, "ArrowDown", "page1"],
    ["page1", "ArrowRight", "Name_1"],
    ["Name_1", "ArrowDown", "Panel_1"],
    ["Panel_1", "ArrowUp", "Name_1"],
    ["Panel_1", "ArrowRight", "Save_1"],
    ["Save_1", "ArrowLeft", "Panel_1"],
    ["Save_1", "ArrowUp", "Panel_1"],
    ["Save_1", "ArrowDown", null],
    ["Name_1", "ArrowRight", null],
  ])("from %s by %s to %s", (selection, key, expected) => {
    expect(neighbour(invoices(), "page1", selection, key)).toBe(expected);
  });
});

import { describe, expect, it } from "vitest";

import { fits } from "./fitting";

describe("fitting files", () => {
  it.each([
    ["image/png", [".png", ".svg"], true],
    ["image/jpeg", [".jpeg"], true],
    ["application/pdf", [".png"], false],
    ["application/pdf", [], true],
    ["text/plain", [".txt"], false],
  ])("%s among %j: %s", (type, extensions, expected) => {
    expect(fits(type, extensions)).toBe(expected);
  });
});

import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { findElement } from "../tree";
import { changeSetting } from "./changeSetting";
import { execute } from "./command";

describe("changeSetting", () => {
  it("stores the value beside the others, unknown ones included", () => {
    const document = execute(sample(), changeSetting("TextField_1", "from_a_newer_version", [1, { a: null }]))?.document ?? sample();
    expect(findElement(document, "TextField_1")?.element.settings).toEqual({ binding: "data.number", from_a_newer_version: [1, { a: null }] });
  });

  it("changes nothing when the value is the same", () => {
    expect(execute(sample(), changeSetting("TextField_1", "binding", "data.number"))).toBeNull();
  });

  it("merges per element and setting", () => {
    expect(changeSetting("a", "x", 1, "focus").merge).not.toBe(changeSetting("a", "y", 1, "focus").merge);
    expect(changeSetting("a", "x", 1, "focus").merge).not.toBe(changeSetting("b", "x", 1, "focus").merge);
    expect(changeSetting("a", "x", 1).merge).toBeUndefined();
  });
});

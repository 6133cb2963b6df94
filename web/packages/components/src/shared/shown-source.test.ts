import { describe, expect, it } from "vitest";

import type { FieldState } from "../runtime-api";
import { shownSource, wordsOf } from "./shown-source";

const field = (value: unknown): FieldState => ({
  path: "data.Photo", property: undefined, value, required: false, readOnly: false, error: undefined, onChange: () => undefined, onCommit: () => undefined,
});

describe("shown file", () => {
  it("is that of the property where one is bound, also when it is empty", () => {
    expect(shownSource({ binding: "data.Photo", file: "static" }, field("f1"))).toEqual({ path: "data.Photo", value: "f1" });
    expect(shownSource({ binding: "data.Photo", file: "static" }, field(null))).toBeNull();
  });

  it("is the static one otherwise, or none", () => {
    expect(shownSource({ file: "static" }, field(null))).toEqual({ reference: "static" });
    expect(shownSource({}, undefined)).toBeNull();
  });

  it.each([["blue-sky_2.jpg", "blue sky 2"], ["Scan.final.pdf", "Scan.final"], ["README", "README"]])("reads %s as %s", (name, words) => {
    expect(wordsOf(name)).toBe(words);
  });
});

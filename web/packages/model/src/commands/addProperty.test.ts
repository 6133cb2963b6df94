import { describe, expect, it } from "vitest";

import { property, sample } from "../testing/fixtures";
import { addProperty } from "./addProperty";
import { execute } from "./command";

describe("addProperty", () => {
  it.each([[undefined, 4], [0, 0], [99, 4]])("at %s stands at %i", (index, expected) => {
    const document = execute(sample(), addProperty(property("made"), index))?.document;
    expect(document?.properties.findIndex(({ name }) => name === "made")).toBe(expected);
  });
});

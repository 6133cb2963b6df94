import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { execute } from "./command";
import { moveProperty } from "./moveProperty";

describe("moveProperty", () => {
  it.each([[2, "total,parent,number,supplier"], [99, "total,parent,supplier,number"], [-1, "number,total,parent,supplier"]])("to %i", (index, order) => {
    const document = execute(sample(), moveProperty("p-number", index))?.document ?? sample();
    expect(document.properties.map(({ name }) => name).join()).toBe(order);
  });
});

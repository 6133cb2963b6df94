import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { propertyUses } from "../uses";
import { execute } from "./command";
import { removeProperty } from "./removeProperty";

describe("removeProperty", () => {
  it("leaves the uses for the checker to report", () => {
    const document = execute(sample(), removeProperty("p-number"))?.document ?? sample();
    expect(document.properties.map(({ name }) => name)).toEqual(["total", "parent", "supplier"]);
    expect(propertyUses(document, "number")).toEqual(propertyUses(sample(), "number"));
  });

  it("changes nothing for an unknown property", () => {
    expect(execute(sample(), removeProperty("nowhere"))).toBeNull();
  });
});

import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { findElement } from "../tree";
import { execute } from "./command";
import { removeElement } from "./removeElement";

describe("removeElement", () => {
  it("removes what is inside too", () => {
    const document = execute(sample(), removeElement("Panel_1"))?.document ?? sample();
    expect(["Panel_1", "TextField_1"].map((id) => findElement(document, id))).toEqual([null, null]);
  });

  it("does not remove pages", () => {
    expect(execute(sample(), removeElement("page-1"))).toBeNull();
  });
});

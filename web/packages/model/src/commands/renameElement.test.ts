import { describe, expect, it } from "vitest";

import { sample } from "../testing/fixtures";
import { findElement } from "../tree";
import { execute } from "./command";
import { renameElement } from "./renameElement";

describe("renameElement", () => {
  it("takes an identifier that is free on every page", () => {
    const document = execute(sample(), renameElement("Button_1", "SaveButton"))?.document ?? sample();
    expect(findElement(document, "Button_1")?.element.name).toBe("SaveButton");
  });

  it.each(["", "1st", "TextField_1", "Grid_1", "with space"])("refuses %j", (name) => {
    expect(execute(sample(), renameElement("Button_1", name))).toBeNull();
  });
});

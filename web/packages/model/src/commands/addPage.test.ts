import { describe, expect, it } from "vitest";

import { newElement, newPage } from "../factories";
import { countingIds, sample } from "../testing/fixtures";
import { addPage } from "./addPage";
import { execute } from "./command";

describe("addPage", () => {
  it("adds a vertical page with the lowest free number, last", () => {
    const first = execute(sample(), addPage(newPage(sample(), countingIds("n"))))?.document ?? sample();
    const second = execute(first, addPage(newPage(first, countingIds("m"))))?.document;
    expect(second?.pages.map(({ name }) => name)).toEqual(["page-1", "page-2", "New page 1", "New page 2"]);
    expect(second?.pages[3]?.settings["orientation"]).toBe("vertical");
  });

  it("takes nothing but pages", () => {
    expect(execute(sample(), addPage(newElement("panel", countingIds())))).toBeNull();
  });
});

import { describe, expect, it } from "vitest";

import { sample } from "./testing/fixtures";
import { earlierSteps, findElement, findStep, pageOf, walk } from "./tree";

describe("tree", () => {
  it("finds an element with the way to it", () => {
    const found = findElement(sample(), "TextField_2");
    expect(found?.ancestors.map((ancestor) => ancestor.id)).toEqual(["page-1", "Panel_1"]);
    expect(found?.index).toBe(1);
  });

  it("knows the page of an element and of itself", () => {
    expect(pageOf(sample(), "Grid_1")?.id).toBe("page-2");
    expect(pageOf(sample(), "page-2")?.id).toBe("page-2");
    expect(pageOf(sample(), "nowhere")).toBeNull();
  });

  it("walks in reading order", () => {
    const [page] = sample().pages;
    expect(page && [...walk(page)].map((element) => element.id)).toEqual([
      "page-1", "Panel_1", "TextField_1", "TextField_2", "Button_1",
    ]);
  });

  it("offers as sources only the steps that run before", () => {
    const [flow] = sample().flows;
    expect(flow && earlierSteps(flow, "d").map((step) => step.id)).toEqual(["a", "b", "c"]);
    expect(flow && findStep(flow, "d")?.stage.id).toBe("s2");
  });
});

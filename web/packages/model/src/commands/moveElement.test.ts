import { describe, expect, it } from "vitest";

import type { Element } from "../documents";
import { element, sample } from "../testing/fixtures";
import { execute } from "./command";
import { moveElement } from "./moveElement";

const row = { ...sample(), pages: [element("p", "page", {}, ["a", "b", "c"].map((id) => element(id, "label")))] };
const order = (page: Element | undefined): string => (page?.children ?? []).map((child) => child.id).join("");

describe("moveElement", () => {
  it.each([
    ["a", 0, "abc"], ["a", 1, "abc"], ["a", 2, "bac"], ["a", 3, "bca"], ["c", 0, "cab"], ["c", 1, "acb"], ["b", 99, "acb"],
  ])("lands %s at drop line %i", (id, index, expected) => {
    const document = execute(row, moveElement(id, "p", index))?.document ?? row;
    expect(order(document.pages[0])).toBe(expected);
  });

  it("moves between containers and pages", () => {
    const document = execute(sample(), moveElement("TextField_1", "page-2", 1))?.document;
    expect(order(document?.pages[1])).toBe("Grid_1TextField_1Foreign");
    expect(document?.pages[0]?.children[0]?.children).toHaveLength(1);
  });

  it("refuses to move a container into itself, and pages", () => {
    expect(execute(sample(), moveElement("Panel_1", "Panel_1", 0))).toBeNull();
    expect(execute(sample(), moveElement("Panel_1", "TextField_1", 0))).toBeNull();
    expect(execute(sample(), moveElement("page-1", "page-2", 0))).toBeNull();
  });
});

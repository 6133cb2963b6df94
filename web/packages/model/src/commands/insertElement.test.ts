import { describe, expect, it } from "vitest";

import { newElement } from "../factories";
import { countingIds, element, sample } from "../testing/fixtures";
import { findElement } from "../tree";
import { execute } from "./command";
import { insertElement } from "./insertElement";

const ids = countingIds("new");

describe("insertElement", () => {
  it("names a new element after its kind with the lowest free number", () => {
    const made = newElement("text_field", ids);
    const document = execute(sample(), insertElement("Panel_1", made, 1))?.document;
    const found = document && findElement(document, made.id);
    expect(found?.element.name).toBe("TextField_3");
    expect(found?.index).toBe(1);
    expect(found?.ancestors.map((ancestor) => ancestor.id)).toEqual(["page-1", "Panel_1"]);
  });

  it("keeps free names and remakes taken ones, inside too", () => {
    const inside = [{ ...element("x", "button"), name: "Button_1" }, { ...element("y", "button"), name: "Mine" }];
    const made = element("z", "panel", {}, inside);
    const document = execute(sample(), insertElement("page-2", { ...made, name: "" }))?.document;
    const panel = document?.pages[1]?.children.at(-1);
    expect([panel?.name, ...(panel?.children ?? []).map((child) => child.name)]).toEqual(["Panel_2", "Button_2", "Mine"]);
  });

  it("refuses an unknown container and a page inside a page", () => {
    expect(execute(sample(), insertElement("nowhere", newElement("label", ids)))).toBeNull();
    expect(execute(sample(), insertElement("page-1", newElement("page", ids)))).toBeNull();
  });

  it("does not touch the element it was given", () => {
    const made = newElement("label", ids);
    execute(sample(), insertElement("page-1", made));
    expect(made.name).toBe("");
  });
});

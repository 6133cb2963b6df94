import { describe, expect, it } from "vitest";

import { countingIds, element, property, sample } from "../testing/fixtures";
import { execute } from "./command";
import { duplicateElement } from "./duplicateElement";
import { pasteElement } from "./pasteElement";

describe("pasteElement", () => {
  const copied = element("Panel_1", "panel", {}, [
    element("kept", "text_field", { binding: "data.number", label: { translation_key: "", translation_value: "No." } }),
    element("lost", "text_field", { binding: "data.elsewhere" }),
    element("link", "button", { command_type: "execute_dataflow", linked_dataflow: "of another component" }),
  ]);

  it("makes ids and names anew", () => {
    const { command, copy } = pasteElement(sample(), "page-2", copied, countingIds("paste"));
    const pasted = execute(sample(), command)?.document.pages[1]?.children.at(-1);
    expect(pasted?.id).toBe(copy.id);
    expect(pasted?.id).not.toBe("Panel_1");
    expect(pasted?.name).toBe("Panel_2");
  });

  it("keeps bindings that fit and takes away what the component does not have", () => {
    const { copy } = pasteElement(sample(), "page-2", copied, countingIds("paste"));
    expect(copy.children.map((child) => child.settings)).toEqual([
      { binding: "data.number", label: { translation_key: "", translation_value: "No." } },
      {},
      { command_type: "execute_dataflow" },
    ]);
  });

  it("leaves the copied element alone", () => {
    const before = structuredClone(copied);
    pasteElement({ ...sample(), properties: [property("other")] }, "page-2", copied, countingIds("paste"));
    expect(copied).toEqual(before);
  });
});

describe("duplicateElement", () => {
  it("puts the copy right after the element", () => {
    const made = duplicateElement(sample().pages, "TextField_1", countingIds("dup"));
    const panel = made && execute(sample(), made.command)?.document.pages[0]?.children[0];
    expect(panel?.children.map((child) => child.name)).toEqual(["TextField_1", "TextField_3", "TextField_2"]);
  });

  it("does not duplicate a page", () => {
    expect(duplicateElement(sample().pages, "page-1", countingIds())).toBeNull();
  });
});

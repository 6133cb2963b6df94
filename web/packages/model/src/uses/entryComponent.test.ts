import { describe, expect, it } from "vitest";

import type { ComponentDocument, Property } from "../documents";
import { execute } from "../commands/command";
import { pasteElement } from "../commands/pasteElement";
import { renameProperty } from "../commands/renameProperty";
import { countingIds, element, OTHER, OWN, property, sample } from "../testing/fixtures";
import { findElement } from "../tree";
import { entryComponent, entryComponentInside } from "./entryComponent";

const field = (id: string) => element(id, "text_field", { binding: "data.number" });
const page = element("p", "page", {}, [
  field("of_form"),
  element("foreign", "list_view", { component: OTHER }, [
    field("of_other"),
    element("back", "list_view", { data_model_source: "data.owner" }, [field("behind")]),
  ]),
  element("own", "list_view", { component: OWN }, [element("panel", "panel", {}, [field("of_own")])]),
  element("referred", "list_view", { data_model_source: "data.supplier" }, [field("of_supplier")]),
]);
const document: ComponentDocument = { ...sample(), pages: [page] };
const other: ComponentDocument = { ...sample(), key: OTHER, properties: [property("owner", { type: "catalog", component: OWN } as Partial<Property>)] };

describe("whose entry an element is bound to", () => {
  it.each([
    ["of_form", OWN],
    ["of_other", OTHER],
    ["of_own", OWN],
    ["of_supplier", OTHER],
    ["foreign", OWN],
  ])("%s: %s", (id, key) => {
    expect(entryComponent(document, id)).toBe(key);
  });

  it("is seen through references of other components when these are known", () => {
    expect(entryComponent(document, "behind")).toBeNull();
    expect(entryComponent(document, "behind", (key) => (key === OTHER ? other : undefined))).toBe(OWN);
  });

  it("counts the list itself for what would be put into it", () => {
    expect([entryComponentInside(document, "foreign"), entryComponentInside(document, "p")]).toEqual([OTHER, OWN]);
  });

  it("decides what follows when a property is renamed", () => {
    const id = document.properties[0]?.id ?? "";
    const renamed = execute(document, renameProperty(id, "no"))?.document ?? document;
    const binding = (element: string) => findElement(renamed, element)?.element.settings["binding"];
    expect(["of_form", "of_own", "of_other", "of_supplier"].map(binding)).toEqual(["data.no", "data.no", "data.number", "data.number"]);
  });

  it("decides which bindings a pasted element keeps", () => {
    const copied = element("x", "text_field", { binding: "data.City" });
    const pasted = (parent: string) => pasteElement(document, parent, copied, countingIds()).copy.settings["binding"];
    expect([pasted("foreign"), pasted("p")]).toEqual(["data.City", undefined]);
  });
});

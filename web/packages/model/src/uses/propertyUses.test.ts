import { describe, expect, it } from "vitest";

import { execute, renameProperty } from "../commands";
import type { ComponentDocument } from "../documents";
import { element, OWN, property, sample } from "../testing/fixtures";
import { propertyUses } from "./propertyUses";
import { referenceUses, stepUses } from "./referenceUses";

function renamed(document: ComponentDocument = sample()): ComponentDocument {
  const executed = execute(document, renameProperty("p-number", "no"));
  if (!executed) throw new Error("the rename was refused");
  return executed.document;
}

function settings(document: ComponentDocument, page: number, ...path: number[]): Record<string, unknown> {
  let current = document.pages[page];
  for (const index of path) current = current?.children[index];
  return { ...current?.settings };
}

function params(document: ComponentDocument, stage: number, step: number): Record<string, unknown> {
  return { ...document.flows[0]?.stages[stage]?.steps[step]?.params };
}

describe("uses of a property", () => {
  it("lists each place once", () => {
    const places = propertyUses(sample(), "number").map(({ element, step, setting }) => `${element ?? step}.${setting}`);
    expect(places.sort()).toEqual([
      "Grid_1.action_parameters", "Grid_1.columns", "Grid_1.dynamic_filters", "Grid_1.order_fields", "Grid_1.static_filters",
      "TextField_1.binding",
      "b.filter", "b.order_by", "c.fields_mapping", "c.name_field", "d.fields_mapping", "f.message",
    ]);
  });

  it("leaves the document as it was", () => {
    const document = sample();
    propertyUses(document, "number");
    expect(document).toEqual(sample());
  });

  it("does not count a field of another component that has the same name", () => {
    const places = propertyUses(sample(), "number").map((place) => place.element);
    expect(places).not.toContain("TextField_2");
    expect(places).not.toContain("Foreign");
  });

  it("finds nothing for an unused property", () => {
    expect(propertyUses({ ...sample(), properties: [...sample().properties, property("idle")] }, "idle")).toEqual([]);
  });
});

describe("renaming rewrites", () => {
  it("bindings, but not the same name behind a foreign reference", () => {
    expect(settings(renamed(), 0, 0, 0)["binding"]).toBe("data.no");
    expect(settings(renamed(), 0, 0, 1)["binding"]).toBe("data.supplier.number");
  });

  it("columns, filters, order and parameters of a grid over the own component", () => {
    const grid = settings(renamed(), 1, 0);
    expect(grid["columns"]).toEqual([
      { header_value: "Number", fields: ["no", "data.parent.no"] },
      { header_value: "Other", fields: ["total"], command_type: "edit_record" },
    ]);
    expect(grid["static_filters"]).toEqual([{ field: "no", operator: "equal", value: "number" }]);
    expect(grid["dynamic_filters"]).toEqual([{ field: "total", source: "data.no" }]);
    expect(grid["order_fields"]).toEqual([{ field: "data.no", direction: "ascending" }]);
    expect(grid["action_parameters"]).toEqual([{ target: "id", source: "id" }, { target: "data.no", source: "data.no" }]);
  });

  it("labels, values and order of a chart over the own component", () => {
    const chart = element("Chart_1", "charts", {
      component: OWN,
      label_field: "data.number",
      data_source: [{ value: "data.number", aggregate: "sum" }, { value: "data.total" }],
      order_fields: [{ field: "data.number" }],
    });
    const document = { ...sample(), pages: [element("page-1", "page", {}, [chart])] };
    const renamed = execute(document, renameProperty("p-number", "no"))?.document.pages[0]?.children[0]?.settings;
    expect(renamed).toMatchObject({ label_field: "data.no", data_source: [{ value: "data.no" }, { value: "data.total" }], order_fields: [{ field: "data.no" }] });
  });

  it("nothing in a grid over another component", () => {
    expect(settings(renamed(), 1, 1)["columns"]).toEqual([{ fields: ["number"] }]);
  });

  it("filters, mappings and the name field of steps on the own component, not constants", () => {
    expect(params(renamed(), 0, 1)["filter"]).toEqual([{ field: "no", operator: "equal", value: { path: "data.no" } }]);
    expect(params(renamed(), 0, 2)).toMatchObject({
      name_field: "no",
      fields_mapping: [
        { target: "no", source: "data.no" },
        { target: "total", source: "_rows[0].data.total" },
        { target: "parent", const: "data.number" },
      ],
    });
  });

  it("paths into variables that hold entries of the own component", () => {
    const executed = execute(sample(), renameProperty("p-total", "sum"));
    const mapping = executed ? params(executed.document, 0, 2)["fields_mapping"] : null;
    expect(mapping).toContainEqual({ target: "sum", source: "_rows[0].data.sum" });
  });

  it("sources of a transformation, but neither its new fields nor what follows it", () => {
    expect(params(renamed(), 1, 0)["fields_mapping"]).toEqual([{ target: "data.number", source: "data.no" }]);
    expect(params(renamed(), 1, 1)["src_field"]).toBe("data.number");
  });

  it("placeholders in texts, but not source code", () => {
    expect(params(renamed(), 1, 2)).toEqual({
      message: "Invoice {data.no} of {data.supplier.number}",
      script: "data.number",
    });
  });

  it("everything: no use of the old name is left", () => {
    expect(propertyUses(renamed(), "number")).toEqual([]);
    expect(propertyUses(renamed(), "no")).toHaveLength(propertyUses(sample(), "number").length);
  });
});

describe("references by id", () => {
  it("finds what opens a page and what runs a flow", () => {
    expect(referenceUses(sample(), "page-1")).toEqual([
      { component: OWN, page: "page-2", element: "Grid_1", setting: "component_page" },
    ]);
    expect(referenceUses(sample(), "flow-1")).toEqual([
      { component: OWN, page: "page-1", element: "Button_1", setting: "linked_dataflow" },
    ]);
  });

  it("finds the steps fed by a step", () => {
    expect(stepUses(sample(), "flow-1", "c").map((place) => place.step)).toEqual(["d", "f"]);
  });
});

import { describe, expect, it } from "vitest";

import type { Entry, FieldProperty } from "../model";
import { orderBy, readPath, selection } from "../shared/paths";
import { selectRow } from "./selection";
import { columnRule, isComplete, operatorsFor, sortedFields, toggleSorting } from "./state";

describe("sorting", () => {
  it("goes from ascending to descending to none", () => {
    const once = toggleSorting([], "1", false);
    const twice = toggleSorting(once, "1", false);
    expect([once, twice, toggleSorting(twice, "1", false)]).toEqual([[{ id: "1", desc: false }], [{ id: "1", desc: true }], []]);
  });

  it("replaces the others unless a modifier key is held", () => {
    const one = toggleSorting([], "1", false);
    expect(toggleSorting(one, "2", false)).toEqual([{ id: "2", desc: false }]);
    expect(toggleSorting(one, "2", true)).toEqual([
      { id: "1", desc: false },
      { id: "2", desc: false },
    ]);
  });

  it("is the reader's, else the builder's, else newest first", () => {
    const columns = [{ fields: ["data.Name"] }, { fields: ["data.Supplier.City"] }];
    expect(orderBy(sortedFields([{ id: "1", desc: true }, { id: "0", desc: false }], columns))).toBe("Supplier/City desc,Name");
    expect(orderBy([{ field: "data.Due", direction: "descending" }])).toBe("Due desc");
    expect(orderBy([])).toBe("id desc");
  });
});

describe("what is asked for", () => {
  const properties: Record<string, FieldProperty> = {
    Supplier: { name: "Supplier", title: "", type: "catalog", component: "suppliers" },
    Tags: { name: "Tags", title: "", type: "array", component: "tags" },
    Words: { name: "Words", title: "", type: "array", items: "string" },
  };

  it("selects own fields, expands references and names the fields to fetch of them", () => {
    const fields = ["data.Name", "data.Supplier", "data.Supplier.name", "data.Supplier.City", "data.Supplier.data.Zip", "data.Tags", "createdDate"];
    expect(selection(fields, (field) => properties[field])).toEqual({
      select: ["Name", "Supplier", "Tags", "createdDate"],
      expand: ["Supplier", "Tags"],
      references: [{ field: "Supplier", component: "suppliers", select: ["City", "Zip"], expand: [] }],
    });
  });

  it("does not expand values that are no entries", () => {
    expect(selection(["data.Words", "data.Tags"], (field) => properties[field])).toEqual({ select: ["Words", "Tags"], expand: ["Tags"], references: [] });
  });

  it("reads values back along the same paths", () => {
    const row: Entry = { id: 1, createdDate: "2024-01-01", data: { Name: "A", Supplier: { id: 2, name: "Acme", data: { City: "Bonn" } } } };
    expect(readPath(row, "data.Name")).toBe("A");
    expect(readPath(row, "data.Supplier.name")).toBe("Acme");
    expect(readPath(row, "data.Supplier.City")).toBe("Bonn");
    expect(readPath(row, "createdDate")).toBe("2024-01-01");
    expect(readPath(row, "data.Missing.City")).toBeNull();
  });
});

describe("column filters", () => {
  it("offer what fits the type", () => {
    expect(operatorsFor({ name: "", title: "", type: "integer", enum: [{ value: 1, title: "" }] })[0]).toBe("in");
    expect(operatorsFor({ name: "", title: "", type: "datetime" })[0]).toBe("between");
    expect(operatorsFor({ name: "", title: "", type: "string" })).toContain("starts_with");
    expect(operatorsFor({ name: "", title: "", type: "number" })).not.toContain("contains");
    expect(operatorsFor({ name: "", title: "", type: "number", encrypted: true })).toEqual(["equal", "not_equal", "is_empty", "is_not_empty"]);
  });

  it("say nothing while half filled", () => {
    expect(isComplete({ operator: "between", values: ["1", null] })).toBe(false);
    expect(isComplete({ operator: "is_empty", values: [] })).toBe(true);
    expect(columnRule({ fields: ["data.Name"] }, { operator: "contains", values: [""] })).toBeUndefined();
    expect(columnRule({ fields: ["data.Name"] }, { operator: "is_not_empty", values: [] })).toMatchObject({ operator: "not_equal", isNull: true });
  });
});

describe("selection", () => {
  const rows = [1, 2, 3, 4].map((id): Entry => ({ id, data: {} }));
  const click = (mode: "single" | "multiple" | "checkbox", selected: number[], id: number, more: { toggle?: boolean; range?: boolean; anchor?: number } = {}) => [
    ...selectRow({ mode, rows, selected: new Set(selected), id, anchor: more.anchor, toggle: more.toggle ?? false, range: more.range ?? false }),
  ];

  it("holds one row at most in single mode", () => {
    expect(click("single", [1], 2)).toEqual([2]);
    expect(click("single", [1], 1, { toggle: true })).toEqual([]);
  });

  it("adds with Ctrl and spans with Shift in multiple mode", () => {
    expect(click("multiple", [1], 3)).toEqual([3]);
    expect(click("multiple", [1], 3, { toggle: true })).toEqual([1, 3]);
    expect(click("multiple", [4], 2, { range: true, anchor: 4 })).toEqual([2, 3, 4]);
  });

  it("toggles in check-box mode", () => {
    expect(click("checkbox", [1], 2)).toEqual([1, 2]);
    expect(click("checkbox", [1, 2], 1)).toEqual([2]);
  });
});

import type { FieldProperty } from "@aqtra/components";
import { describe, expect, it } from "vitest";

import { columnProblems, readOnlyColumns } from "./column-problems";

const properties: FieldProperty[] = [
  { name: "Plate", title: "Licence plate", type: "string", required: true },
  { name: "Model", title: "Model", type: "string" },
];
const model = { properties, keys: ["Plate"], property: (name: string) => properties.find((property) => property.name === name) };

describe("the columns of an import", () => {
  it("fit when each is for a property of its own and nothing required is missing", () => {
    expect(columnProblems({ plate: "Plate", Model: "Model", Junk: null }, "create", model)).toEqual([]);
  });

  it("must be for something", () => {
    expect(columnProblems({ Junk: null }, "create", model)).toEqual([{ problem: "nothing" }]);
  });

  it("must not be for the same property", () => {
    expect(columnProblems({ a: "Plate", b: "Plate" }, "create", model)).toEqual([{ problem: "doubled", property: "Licence plate" }]);
  });

  it("must hold what a new entry requires", () => {
    expect(columnProblems({ Model: "Model" }, "create", model)).toEqual([{ problem: "required", property: "Licence plate" }]);
  });

  it("must hold the key by which entries are found", () => {
    expect(columnProblems({ Model: "Model" }, "upsert", model)).toEqual([{ problem: "key", property: "Licence plate" }]);
    expect(columnProblems({ Model: "Model" }, "upsert", { ...model, keys: [] })).toEqual([{ problem: "noKey" }]);
  });

  it("must not be for what the server says may only be read", () => {
    const errors = [
      { field: "columns.Price", rule: "read_only" },
      { field: "columns.Odd", rule: "unknown_field" },
    ];
    expect(readOnlyColumns(errors)).toEqual([{ problem: "readOnly", property: "Price" }]);
  });

  it("must hold the number of the entry that a row changes, and need no more", () => {
    expect(columnProblems({ Model: "Model" }, "id", model)).toEqual([{ problem: "id" }]);
    expect(columnProblems({ Model: "Model", nr: "id" }, "id", model)).toEqual([]);
  });
});

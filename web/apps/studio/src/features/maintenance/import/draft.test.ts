import { describe, expect, it } from "vitest";

import { EMPTY_DRAFT, formatOf, readOptionsFor, requestOf } from "./draft";

const file = { id: "f1", name: "cars.csv", size: 10, format: "csv" as const };

describe("an import", () => {
  it.each([
    ["Cars.CSV", "csv"],
    ["cars.v2.tsv", "csv"],
    ["cars.xlsx", "xlsx"],
    ["cars.ndjson", "jsonl"],
    ["cars.pdf", undefined],
    ["cars", undefined],
  ])("takes %s for %s", (name, format) => {
    expect(formatOf(name)).toBe(format);
  });

  it.each([
    ["Plate;Price;Notes\n1;2,5;x", ";"],
    ["Plate\tPrice\n1\t2", "\t"],
    ['"a;b;c;d",Price\n1,2', ","],
    ["Plate\n1", ","],
    ["", ","],
  ])("finds out what separates the values of %j", (beginning, delimiter) => {
    expect(readOptionsFor(beginning).delimiter).toBe(delimiter);
  });

  it("says of a workbook nothing that only texts have", () => {
    const request = requestOf("c1", { ...EMPTY_DRAFT, file: { ...file, format: "xlsx" }, read: { ...EMPTY_DRAFT.read, sheet: "Cars" } });
    expect(request.options).toEqual({ header: true, sheet: "Cars", columns: {}, key: "create", on_error: "stop", match_references_by: "id" });
  });

  it("carries what was chosen", () => {
    const request = requestOf("c1", { ...EMPTY_DRAFT, file, columns: { Brand: "Maker", Notes: null }, key: "upsert", onError: "skip", matchBy: "name" });
    expect(request).toMatchObject({
      component: "c1",
      file: "f1",
      format: "csv",
      options: { columns: { Brand: "Maker", Notes: null }, key: "upsert", on_error: "skip", match_references_by: "name", delimiter: "," },
    });
  });
});

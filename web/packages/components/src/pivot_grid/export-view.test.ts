import { describe, expect, it } from "vitest";

import type { PivotField } from "./fields";
import { csvOf, sheetOf, type View, xlsxOf } from "./export-view";
import { Texts } from "./texts";
import { columnLines, keyOf, membersOf, rowLines } from "./tree";

const field = (name: string, type: "string" | "number", more: Partial<PivotField> = {}): PivotField => ({
  id: name,
  path: `data.${name}`,
  caption: name,
  property: { name, title: name, type },
  interval: "none",
  summary: "sum",
  descending: false,
  format: undefined,
  ...more,
});
const texts = new Texts({ locale: "de", timeZone: "UTC" }, ((key: string, values?: { field?: string; group?: string }) => values?.field ?? (values?.group ? `${values.group} ${key}` : key)) as never);
const groups = (...paths: unknown[][]) => paths.map((path) => ({ row: path, column: path, count: 1, values: [] }));
const open = new Set([keyOf(["A"])]);
const view: View = {
  row: [field("Region", "string"), field("City", "string")],
  column: [field("Year", "string")],
  data: [field("Total", "number")],
  rowLines: rowLines(membersOf(groups(["A"], ["=B"], ["A", "x"]), "row", []), 2, open, true),
  columnLines: columnLines(membersOf(groups(["2026"]), "column", []), 1, new Set(), true),
  cell: (row, column) => (row.key === keyOf(["=B"]) && column.kind === "grand" ? undefined : { count: 1, values: [row.path.length === 2 ? "12345678901234567890.5" : "1234.50"] }),
};

describe("an exported pivot", () => {
  it("has a column for each level of rows, and a row for each level of headings", () => {
    const shown = sheetOf(view, texts).rows.map((row) => row.map((cell) => cell?.number ?? cell?.text ?? null));
    expect(shown).toEqual([
      [null, null, "2026", "pivotGrandTotal"],
      ["Region", "City", "Total", "Total"],
      ["A", "", "1234.50", "1234.50"],
      ["A", "x", "12345678901234567890.5", "12345678901234567890.5"],
      ["=B", "", "1234.50", ""],
      ["pivotGrandTotal", "", "1234.50", "1234.50"],
    ]);
  });

  it("keeps every digit in CSV, and starts no formula", async () => {
    const text = await (await csvOf(sheetOf(view, texts))).text();
    expect(text.split("\r\n").slice(2, 5)).toEqual(["A,,1234.50,1234.50", "A,x,12345678901234567890.5,12345678901234567890.5", "'=B,,1234.50,"]);
  });

  it("is a workbook", async () => {
    const blob = await xlsxOf(sheetOf(view, texts));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect([...bytes.slice(0, 2)]).toEqual([0x50, 0x4b]);
  });
});

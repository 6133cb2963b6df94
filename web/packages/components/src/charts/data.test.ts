import { describe, expect, it } from "vitest";

import type { Entry, FieldProperty } from "../model";
import type { ChartSource } from "../settings";
import { type ChartData, chartData, type DataContext, within } from "./data";
import { seriesOf } from "./series";

const property = (name: string, more: Partial<FieldProperty> & Pick<FieldProperty, "type">): FieldProperty => ({ name, title: name, ...more });
const properties: Readonly<Record<string, FieldProperty>> = {
  Total: property("Total", { type: "number" }),
  Supplier: property("Supplier", { type: "catalog", component: "suppliers" }),
  Day: property("Day", { type: "date" }),
  At: property("At", { type: "datetime" }),
  Size: property("Size", { type: "integer" }),
};
const find = (field: string) => properties[field.replace("data.", "")];
const entry = (id: number, data: object): Entry => ({ id, name: `Entry ${id}`, data: { ...data } });
const group = (columns: object) => columns as unknown as Entry;

function build(sources: readonly ChartSource[], label: string | undefined, points: readonly Entry[], groups: readonly Entry[] = []): ChartData {
  const context: DataContext = {
    label,
    labelProperty: label === undefined ? undefined : find(label),
    timeZone: "Europe/Berlin",
    show: (value) => (value === null || value === undefined ? "" : typeof value === "object" ? String((value as { name: string }).name) : String(value)),
    missing: "Not set",
    everything: "All entries",
    entryLabel: ({ name }) => name ?? "",
    titleOf: (_, index) => `S${index}`,
  };
  return chartData(seriesOf(sources, Object.values(properties), find), { points, groups }, context);
}

const TOTAL: ChartSource = { value: "data.Total" };
const SUM: ChartSource = { value: "data.Total", aggregate: "sum" };
const acme = { id: 7, name: "Acme" };
const labelsOf = ({ count, label }: ChartData) => Array.from({ length: count }, (_, index) => label(index));
const valuesOf = (data: ChartData) => data.series.map(({ values }) => values);

describe("points", () => {
  it("are entries, labelled by a field or by their name; what is missing leaves a gap", () => {
    const entries = [entry(1, { Total: "10.50", Supplier: acme }), entry(2, { Total: null, Supplier: null })];
    expect(labelsOf(build([TOTAL], "data.Supplier", entries))).toEqual(["Acme", "Not set"]);
    expect(valuesOf(build([TOTAL], "data.Supplier", entries))).toEqual([[10.5, null]]);
    expect(labelsOf(build([TOTAL], undefined, entries))).toEqual(["Entry 1", "Entry 2"]);
  });

  it("are groups where all series are put together, or one for all entries", () => {
    const groups = [group({ Supplier: acme, Value1: "30", Value2: 3 }), group({ Supplier: null, Value1: null, Value2: 1 })];
    const data = build([SUM, { aggregate: "count" }], "data.Supplier", [], groups);
    expect(labelsOf(data)).toEqual(["Acme", "Not set"]);
    expect(valuesOf(data)).toEqual([[30, null], [3, 1]]);
    expect(labelsOf(build([SUM], undefined, [], [group({ Value1: "4" })]))).toEqual(["All entries"]);
  });

  it("have the aggregate of their label beside them where both are drawn", () => {
    const entries = [entry(1, { Total: "10", Supplier: acme }), entry(2, { Total: "20", Supplier: acme }), entry(3, { Total: "1", Supplier: null })];
    const groups = [group({ Supplier: null, Value2: "1" }), group({ Supplier: acme, Value2: "30" })];
    expect(valuesOf(build([TOTAL, SUM], "data.Supplier", entries, groups))).toEqual([[10, 20, 1], [30, 30, 1]]);
  });

  it("keep exact what is read, and draw what is near it", () => {
    const [series] = build([TOTAL], undefined, [entry(1, { Total: "12345678901234567890.10" })]).series;
    expect([series?.text(0), series?.exact(0)]).toEqual(["12345678901234567890.10", "12345678901234567890.10"]);
  });
});

describe("labels that are numbers or days", () => {
  it("have places of their own, in their order", () => {
    const entries = [entry(1, { Total: "1", Size: 30 }), entry(2, { Total: "2", Size: 4 })];
    expect(build([TOTAL], "data.Size", entries)).toMatchObject({ scale: "numbers", places: [4, 30] });
    expect(labelsOf(build([TOTAL], "data.Size", entries))).toEqual(["4", "30"]);
    expect(valuesOf(build([TOTAL], "data.Size", entries))).toEqual([[2, 1]]);
    const days = [entry(1, { Total: "1", Day: "2024-02-01" }), entry(2, { Total: "2", Day: "2024-01-31" })];
    expect(build([TOTAL], "data.Day", days)).toMatchObject({ scale: "times", places: [Date.UTC(2024, 0, 31), Date.UTC(2024, 1, 1)] });
  });

  it("stand where clocks of the reader do, also on the day these change", () => {
    const times = ["2024-03-31T00:30:00Z", "2024-03-31T01:30:00Z", "2024-04-01T00:00:00Z"].map((At, index) => entry(index, { At, Total: "1" }));
    const wall = (text: string) => Date.parse(`${text}Z`);
    expect(build([TOTAL], "data.At", times).places).toEqual(["2024-03-31T01:30:00", "2024-03-31T03:30:00", "2024-04-01T02:00:00"].map(wall));
  });

  it("are plain labels as soon as one of them is missing", () => {
    const data = build([TOTAL], "data.Size", [entry(1, { Size: 3 }), entry(2, {})]);
    expect([data.scale, labelsOf(data)]).toEqual(["labels", ["3", "Not set"]]);
  });
});

describe("within", () => {
  const sizes = build([TOTAL], "data.Size", [2, 4, 6, 8].map((size) => entry(size, { Total: String(size * 10), Size: size })));
  const names = build([TOTAL], undefined, [1, 2, 3, 4].map((id) => entry(id, { Total: String(id) })));

  it("keeps numbers by themselves, and other labels by their place", () => {
    expect(labelsOf(within(sizes, { min: 3, max: 6 }))).toEqual(["4", "6"]);
    expect(labelsOf(within(names, { min: 2, max: undefined }))).toEqual(["Entry 2", "Entry 3", "Entry 4"]);
    expect(within(names, { min: undefined, max: undefined })).toBe(names);
  });

  it("reads each value at its new place", () => {
    const [series] = within(sizes, { min: 3, max: 6 }).series;
    expect([series?.values, series?.text(1), series?.exact(0)]).toEqual([[40, 60], "60", "40"]);
  });
});

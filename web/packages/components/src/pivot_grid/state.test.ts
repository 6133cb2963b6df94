import { describe, expect, it } from "vitest";

import type { PivotColumn } from "../settings";
import { areasOf, initialPivotState, moveField, toggleGroup } from "./state";

const columns: PivotColumn[] = [
  { field: "data.Region", area: "row" },
  { field: "data.City", area: "row" },
  { field: "data.Day", area: "column" },
  { field: "data.Total", area: "data" },
  { field: "data.Note" },
  {},
];
const built = areasOf(columns, initialPivotState);

describe("areas of a pivot", () => {
  it("are those of the builder at first", () => {
    expect(built).toEqual({ row: ["0", "1"], column: ["2"], data: ["3"], filter: [], none: ["4"] });
  });

  it("take a field at a place, and close the groups of axes that changed", () => {
    const state = { ...initialPivotState, open: { row: ["a"], column: ["b"] } };
    const moved = moveField(state, built, "1", "column", 0);
    expect(areasOf(columns, moved)).toMatchObject({ row: ["0"], column: ["1", "2"] });
    expect(moved.open).toEqual({ row: [], column: [] });
    expect(moveField(state, built, "3", "filter").open).toEqual(state.open);
  });

  it("stay as they are when a field comes back to its place", () => {
    expect(moveField(initialPivotState, built, "1", "row", 1)).toBe(initialPivotState);
  });

  it("know fields that the builder has added since, and forget those that are gone", () => {
    const moved = moveField(initialPivotState, built, "4", "filter");
    expect(areasOf([...columns.slice(0, 5), { field: "data.New", area: "row" }], moved)).toMatchObject({ row: ["0", "1", "5"], filter: ["4"] });
    expect(areasOf(columns.slice(0, 4), moved)).toMatchObject({ filter: [] });
  });
});

describe("groups", () => {
  it("open and close", () => {
    const opened = toggleGroup(initialPivotState, "row", "a");
    expect(opened.open.row).toEqual(["a"]);
    expect(toggleGroup(opened, "row", "a").open.row).toEqual([]);
  });
});

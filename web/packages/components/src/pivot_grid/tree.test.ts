import { describe, expect, it } from "vitest";

import type { PivotField } from "./fields";
import type { Group, GroupPath } from "./queries";
import { columnLines, headRows, keyOf, membersOf, openLevels, rowLines } from "./tree";

const group = (...row: unknown[]): Group => ({ row, column: [], values: [], count: 1 });
const members = membersOf([group("A"), group("B"), group("A", 1), group("A", 2), group("B", 1)], "row", []);
const open = (...paths: GroupPath[]) => new Set(paths.map(keyOf));
const shown = (lines: readonly { path: GroupPath; kind: string }[]) => lines.map(({ path, kind }) => `${kind} ${path.join("/")}`.trim());

describe("rows", () => {
  it("show members under their open group, and the total of all at the end", () => {
    expect(shown(rowLines(members, 2, open(["A"]), true))).toEqual(["group A", "group A/1", "group A/2", "group B", "grand"]);
  });

  it("leave the grand total out, unless there is nothing else", () => {
    expect(shown(rowLines(members, 2, open(), false))).toEqual(["group A", "group B"]);
    expect(shown(rowLines(members, 0, open(), false))).toEqual(["grand"]);
  });
});

describe("columns", () => {
  const lines = columnLines(members, 2, open(["A"]), true);

  it("put the total of an open group behind its members", () => {
    expect(shown(lines)).toEqual(["group A/1", "group A/2", "subtotal A", "group B", "grand"]);
  });

  it("are headed by nested groups", () => {
    const rows = headRows(lines).map((cells) => cells.map(({ line, start, span, rows: high }) => [shown([line])[0], start, span, high]));
    expect(rows).toEqual([
      [
        ["group A", 0, 2, 1],
        ["subtotal A", 2, 1, 2],
        ["group B", 3, 1, 2],
        ["grand", 4, 1, 2],
      ],
      [
        ["group A/1", 0, 1, 1],
        ["group A/2", 1, 1, 1],
      ],
    ]);
  });
});

describe("levels", () => {
  it("are asked for as far as groups are open and in sight", () => {
    expect(openLevels(members, 3, open(["A"], ["A", 2], ["B", 1]))).toEqual([[["A"]], [["A", 2]]]);
    expect(openLevels(members, 1, open(["A"]))).toEqual([]);
  });

  it("know a reference by its entry", () => {
    expect(keyOf([{ id: 1, name: "North" }])).toBe(keyOf([{ id: 1, name: "Nord" }]));
  });

  it("stand in the order of the options of an enumeration", () => {
    const property = { name: "State", title: "State", type: "string" as const, enum: [{ value: "new", title: "New" }, { value: "done", title: "Done" }] };
    const field = { property, descending: false } as unknown as PivotField;
    const inOrder = (descending: boolean) => membersOf([group("done"), group("new")], "row", [{ ...field, descending }]).get(keyOf([]));
    expect(inOrder(false)).toEqual([["new"], ["done"]]);
    expect(inOrder(true)).toEqual([["done"], ["new"]]);
  });
});

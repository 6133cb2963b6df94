import type { Folder } from "@aqtra/api";
import { describe, expect, it } from "vitest";

import { pathTo, visibleRows, withinFolder } from "./rows";

const folder = (id: string, parent: string | null, name = id): Folder => ({ id, name, parent, files: 0, folders: 0 });

const FOLDERS = [folder("b", null, "Part 10"), folder("a", null, "part 2"), folder("c", "a"), folder("d", "c")];

describe("the folder tree", () => {
  it("orders folders as people count, whatever their case", () => {
    expect(visibleRows(FOLDERS, () => false).map((row) => row.folder.name)).toEqual(["part 2", "Part 10"]);
  });

  it("shows what lies in open folders, level by level", () => {
    const rows = visibleRows(FOLDERS, (id) => id === "a");
    expect(rows.map((row) => [row.folder.id, row.depth, row.hasChildren])).toEqual([
      ["a", 1, true],
      ["c", 2, true],
      ["b", 1, false],
    ]);
  });

  it("knows the way to a folder, and none to one that is gone", () => {
    expect(pathTo(FOLDERS, "d").map(({ id }) => id)).toEqual(["a", "c", "d"]);
    expect(pathTo(FOLDERS, "gone")).toEqual([]);
    expect(pathTo(FOLDERS, null)).toEqual([]);
  });

  it("counts a folder and all below it as within it", () => {
    expect([...withinFolder(FOLDERS, "a")]).toEqual(["a", "c", "d"]);
  });

  it("ends on folders that claim to lie in each other", () => {
    const ring = [folder("x", "y"), folder("y", "x")];
    expect(pathTo(ring, "x").map(({ id }) => id)).toEqual(["y", "x"]);
    expect([...withinFolder(ring, "x")].sort()).toEqual(["x", "y"]);
    expect(visibleRows(ring, () => true)).toEqual([]);
  });
});

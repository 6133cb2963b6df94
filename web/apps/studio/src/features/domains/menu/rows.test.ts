import { describe, expect, it } from "vitest";

import type { MenuItem } from "../../../shared/api";
import { drop, nudge, remove, toItems, toRows } from "./rows";
import type { MenuRow } from "./rows";

function item(id: string, ...children: MenuItem[]): MenuItem {
  return { id, component: null, page: null, icon: "", label: { translation_key: "", translation_value: id }, children };
}

/** `a(b c(d)) e` as one line, so that expectations read as the tree does. */
function drawn(rows: readonly MenuRow[] | null): string {
  const line = (items: MenuItem[]): string =>
    items.map((each) => each.id + (each.children.length > 0 ? `(${line(each.children)})` : "")).join(" ");
  return rows ? line(toItems(rows)) : "refused";
}

const MENU = toRows([item("a", item("b"), item("c", item("d"))), item("e"), item("f")]);

describe("the menu's rows", () => {
  it("turn back into the tree they came from", () => {
    expect(drawn(MENU)).toBe("a(b c(d)) e f");
  });

  it.each([
    ["e", "up", "e a(b c(d)) f"],
    ["a", "down", "e a(b c(d)) f"],
    ["c", "up", "a(c(d) b) e f"],
    ["e", "in", "a(b c(d) e) f"],
    ["c", "in", "a(b(c(d))) e f"],
    ["c", "out", "a(b) c(d) e f"],
    ["b", "out", "a(c(d)) b e f"],
    ["a", "up", "refused"],
    ["f", "down", "refused"],
    ["a", "in", "refused"],
    ["e", "out", "refused"],
  ] as const)("move %s %s: %s", (id, direction, expected) => {
    expect(drawn(nudge(MENU, id, direction))).toBe(expected);
  });

  it("lets the children of a deleted item move up into its place", () => {
    expect(drawn(remove(MENU, "a"))).toBe("b c(d) e f");
    expect(drawn(remove(MENU, "c"))).toBe("a(b d) e f");
  });

  it.each([
    ["e", "b", 0, "a(e b c(d)) f"],
    ["f", "e", 1, "a(b c(d) f) e"],
    ["f", "e", 9, "a(b c(d(f))) e"],
    ["c", "f", -1, "a(b) e f c(d)"],
    ["a", "f", 0, "e f a(b c(d))"],
  ] as const)("dropping %s on %s, %i levels aside, gives %s", (id, over, levels, expected) => {
    expect(drawn(drop({ rows: MENU, id, over, levels }))).toBe(expected);
  });

  it("never nests an item inside itself", () => {
    expect(drawn(drop({ rows: MENU, id: "a", over: "c", levels: 3 }))).toBe("a(b c(d)) e f");
  });
});

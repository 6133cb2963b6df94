import type { CardOrigin, Element, Entry, ListHandle } from "@aqtra/components";
import { describe, expect, it } from "vitest";

import { argumentsOf } from "./arguments";
import { paintingOf } from "./painting";

const element = (kind: string, settings: Element["settings"] = {}): Element => ({ id: `${kind}-1`, kind, name: kind, settings, children: [] });
const types = { Total: "number" };
const sources = { types: (key: string | undefined) => (key === "tasks" ? types : {}), handle: () => 3, form: "page" };
const entry: Entry = { id: 7, name: "Chairs", data: { Total: "2.5" } };
const card: CardOrigin = { form: "page/list/7", component: "tasks", entry };
const list = (scope: string): ListHandle => ({ element: element("list_view"), scope, refresh: () => undefined, filterValue: () => 1 });
const tree = element("tree_view", { data_object: "tasks" });

describe("arguments of events", () => {
  it("of an element in a card bring the entry, as the sender's and last of all", () => {
    const told = argumentsOf(element("text_field"), "on_value_changed", ["before", "after"], card, sources);
    expect(told).toEqual([{ $control: "text_field-1", card: "page/list/7", entry, types }, "after", { $entry: entry, types }]);
  });

  it("of a key say which, and what was held down", () => {
    const key = { key: "a", code: "KeyA", shift: false, ctrl: true, alt: false };
    expect(argumentsOf(element("text_field"), "on_key_down", [key], undefined, sources)).toEqual([{ $control: "text_field-1" }, { $keys: key }]);
  });

  it("of a choice in a tree bring its entry, or the value of its group", () => {
    const [sender, chosen] = argumentsOf(tree, "on_item_selected", [entry], undefined, sources);
    expect(sender).toEqual({ $control: "tree_view-1", entry, types });
    expect(chosen).toEqual({ $entry: entry, types });
    expect(argumentsOf(tree, "on_item_selected", [{ id: 5, name: "Acme" }], undefined, sources)).toEqual([{ $control: "tree_view-1" }, { id: 5, name: "Acme" }]);
  });

  it("of a drop tell lists in cards apart from those of the page", () => {
    const [target, source] = argumentsOf(element("list_view", { component: "tasks" }), "on_drop", [list("page/stages/1"), list("page"), entry, 0, 2], undefined, sources);
    expect(target).toMatchObject({ handle: 3, card: "page/stages/1" });
    expect(source).not.toHaveProperty("card");
  });
});

describe("paintings of grids", () => {
  const grid = element("data_grid", { component: "tasks" });
  const columns = [{ index: 0, name: "Total", fields: ["data.Total"] }];

  it("hold all rows and columns at once", () => {
    expect(paintingOf(grid, "on_cell_changed", [[entry], columns], undefined, sources)).toEqual({ sender: { $control: "data_grid-1" }, part: "cell", rows: [entry], columns, types });
    expect(paintingOf(grid, "on_header_changed", [columns], undefined, sources)).toMatchObject({ part: "header", rows: [], columns });
    expect(paintingOf(grid, "on_row_changed", [[entry]], undefined, sources)).toMatchObject({ part: "row", rows: [entry], columns: [] });
  });

  it("are no other events", () => {
    expect(paintingOf(grid, "on_rows_selected", [[entry]], undefined, sources)).toBeUndefined();
  });
});

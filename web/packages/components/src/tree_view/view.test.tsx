import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Entry, FieldProperty } from "../model";
import type { EntriesQuery } from "../runtime-api";
import { type Scene, show } from "../testing/render";

const property = (name: string, more: Partial<FieldProperty> & Pick<FieldProperty, "type">): FieldProperty => ({ name, title: name, ...more });
const properties = {
  State: property("State", { type: "integer", enum: [{ value: 0, title: "Open" }, { value: 1, title: "Paid" }] }),
  Supplier: property("Supplier", { type: "catalog", component: "suppliers" }),
  Parent: property("Parent", { type: "catalog", component: "invoices" }),
};
const entry = (id: number): Entry => ({ id, name: `Entry ${id}`, data: {} });
const row = (columns: object) => columns as unknown as Entry;
const answers = (known: Readonly<Record<string, readonly Entry[]>>, of: (query: EntriesQuery) => string) => (query: EntriesQuery) => {
  const rows = known[of(query)] ?? [];
  return { rows, count: rows.length };
};
const tree = (settings: object = {}, more: Partial<Scene> = {}): Scene => ({ kind: "tree_view", settings: { data_object: "invoices", ...settings } as Scene["settings"], properties, ...more });
const item = (name: string) => screen.findByRole("treeitem", { name });
const open = async (name: string) => {
  (await item(name)).focus();
  await userEvent.keyboard("{ArrowRight}");
};

describe("groups", () => {
  const grouped = answers(
    {
      "groupby((State),aggregate($count as Entries))|": [row({ State: 0, Entries: "2" }), row({ State: null, Entries: "1" })],
      "filter(State eq 0)/groupby((Supplier),aggregate($count as Entries))|": [row({ Supplier: { id: 7, name: "Acme" }, Entries: "2" })],
      "|State eq 0 and Supplier eq 7": [entry(1), entry(2)],
      "|State eq null": [entry(3)],
    },
    ({ apply = "", filter = "" }) => `${apply}|${filter}`,
  );

  it("are the values of each level with their number, and are asked for when their branch is opened", async () => {
    const log = show(tree({ group_by: ["data.State", "data.Supplier"] }, { entries: grouped }));
    await item("Open (2)");
    expect(log.queries).toHaveLength(1);
    await open("Open (2)");
    await open("Acme (2)");
    expect(await item("Entry 2")).toBeInTheDocument();
    expect(log.queries).toHaveLength(3);
  });

  it("have one for entries without a value", async () => {
    show(tree({ group_by: ["data.State"] }, { entries: grouped }));
    await open("Not set (1)");
    expect(await item("Entry 3")).toBeInTheDocument();
  });

  it("and entries stand in the order that was set", async () => {
    const order_fields = [{ field: "data.State", direction: "descending" }, { field: "name" }];
    const log = show(tree({ group_by: ["data.State"], order_fields }, { entries: grouped }));
    await open("Open (2)");
    await waitFor(() => {
      expect(log.queries.map(({ orderby }) => orderby)).toEqual(["State desc", "State desc,name"]);
    });
  });

  it("count in a column whose name no property has, and keep to the filters", async () => {
    const log = show(tree({ group_by: ["data.State"], static_filters: [{ field: "data.Supplier", value: "7" }] }, { entries: () => ({ rows: [] }) }));
    await waitFor(() => {
      expect(log.queries[0]?.apply).toBe("filter(Supplier eq 7)/groupby((State),aggregate($count as Entries))");
    });
    expect(await screen.findByText("No data to display")).toBeInTheDocument();
  });
});

describe("parents and children", () => {
  beforeEach(() => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const family = answers(
    {
      "|Parent eq null": [entry(1), entry(2)],
      "filter(Parent in (1,2))/groupby((Parent))|": [row({ Parent: { id: 1, name: "Entry 1" } })],
      "|Parent eq 1": [entry(3), entry(1)],
      "filter(Parent in (3))/groupby((Parent))|": [],
    },
    ({ apply = "", filter = "" }) => `${apply}|${filter}`,
  );

  it("stand below each other; only what has children can be opened", async () => {
    show(tree({ group_by: ["data.Parent"] }, { entries: family }));
    expect(await item("Entry 2")).not.toHaveAttribute("aria-expanded");
    await waitFor(async () => {
      expect(await item("Entry 1")).toHaveAttribute("aria-expanded", "false");
    });
    await open("Entry 1");
    expect(await item("Entry 3")).toBeInTheDocument();
  });

  it("are cut where an entry stands above itself, and the console says so", async () => {
    show(tree({ group_by: ["data.Parent"] }, { entries: family }));
    await waitFor(async () => {
      expect(await item("Entry 1")).toHaveAttribute("aria-expanded", "false");
    });
    await open("Entry 1");
    await item("Entry 3");
    expect(screen.getAllByText("Entry 1")).toHaveLength(1);
    expect(console.warn).toHaveBeenCalledWith("Entry 1 of invoices stands above itself: the tree goes no further there.");
  });
});

describe("items", () => {
  const flat = (more: Partial<Scene> = {}) => tree({ command_type: "edit_record" }, { entries: () => ({ rows: [entry(1), entry(2)], count: 2 }), ...more });

  it("run the command of the tree on a click and with Enter, and tell which was chosen", async () => {
    const log = show(flat());
    await userEvent.click(await screen.findByText("Entry 2"));
    (await item("Entry 1")).focus();
    await userEvent.keyboard("{Enter}");
    expect(log.commands).toMatchObject([
      { command: "edit_record", row: { id: 2 }, rowComponent: "invoices", parameters: { component: "invoices" } },
      { command: "edit_record", row: { id: 1 } },
    ]);
    expect(log.events).toEqual([["on_loaded"], ["on_datasource_loaded", [entry(1), entry(2)]], ["on_item_selected", entry(2)], ["on_item_selected", entry(1)]]);
  });

  it("come a hundred at a time", async () => {
    const log = show(tree({}, { entries: ({ top }) => ({ rows: [entry(top)], count: 150 }) }));
    await userEvent.click(await screen.findByText("Show more"));
    await item("Entry 200");
    expect(log.queries.map(({ top }) => top)).toEqual([100, 200]);
  });

  it("say what failed", async () => {
    show(tree({}, { entries: () => ({ rows: [], status: "failed", failure: { message: "Not allowed." } }) }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Not allowed.");
  });

  it("are asked for by hand when the tree was told to", async () => {
    const log = show(tree({ manual_reload: true }, { entries: () => ({ rows: [entry(1)], count: 1 }) }));
    await userEvent.click(await screen.findByRole("button", { name: "Refresh" }));
    expect(await item("Entry 1")).toBeInTheDocument();
    expect(log.watched).toEqual([]);
  });

  it("are those that a property of the entry around refers to", async () => {
    const parents = { ...properties, Deals: property("Deals", { type: "array", component: "invoices" }) };
    const log = show(tree({ data_object: undefined, data_model_source: "data.Deals" }, { properties: parents, values: { "data.Deals": [{ id: 4 }] }, entries: () => ({ rows: [entry(4)], count: 1 }) }));
    await item("Entry 4");
    expect(log.queries[0]).toMatchObject({ component: "invoices", filter: "id in (4)" });
  });

  it("show their levels on the canvas, without data", async () => {
    const log = show(tree({ group_by: ["data.State"] }, { design: true }));
    expect(await screen.findByText("State")).toBeInTheDocument();
    expect(screen.getByText("Invoices")).toBeInTheDocument();
    expect(log.queries).toEqual([]);
  });
});

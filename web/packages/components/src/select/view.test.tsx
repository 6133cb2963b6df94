import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { Entry } from "../model";
import { type Scene, show } from "../testing/render";

const states = [
  { value: 0, title: "Under Review" },
  { value: 3, title: "Paid" },
];
const choice: Scene = { kind: "select", property: { type: "integer", enum: states } };
const named = (id: number, name: string | null = `Supplier ${id}`): Entry => ({ id, name, data: {} });
const catalog: Scene = { kind: "select", property: { type: "catalog", component: "suppliers" }, entries: () => ({ rows: [named(1), named(2)] }) };
const field = () => screen.findByRole("combobox", { name: /Field title/ });

describe("select of an enumeration", () => {
  it("offers the titles in declared order and stores the value", async () => {
    const log = show(choice);
    await userEvent.click(await field());
    expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["Under Review", "Paid"]);
    await userEvent.click(screen.getByRole("option", { name: "Paid" }));
    expect(log.values).toEqual([3]);
    expect(log.events).toContainEqual(["on_value_changed", null, 3]);
  });

  it("can be searched in any case when asked to", async () => {
    const log = show({ ...choice, settings: { show_filter: true } });
    await userEvent.type(await field(), "paI");
    await userEvent.click(await screen.findByRole("option", { name: "Paid" }));
    expect(log.values).toEqual([3]);
  });

  it("empties through its clear button", async () => {
    const log = show({ ...choice, value: 3, settings: { show_clear: true } });
    await userEvent.click(await screen.findByRole("button", { name: "Clear Field title" }));
    expect(log.values).toEqual([null]);
  });
});

describe("select of a catalog", () => {
  it("asks the server only when opened, and keeps the name with the id", async () => {
    const log = show(catalog);
    const input = await field();
    expect(log.queries).toEqual([]);
    await userEvent.click(input);
    await userEvent.click(await screen.findByRole("option", { name: "Supplier 2" }));
    expect(log.queries[0]).toMatchObject({ component: "suppliers", orderby: "name,id", skip: 0 });
    expect(log.values).toEqual([{ id: 2, name: "Supplier 2" }]);
  });

  it("searches by name on the server, with quotes made harmless", async () => {
    const log = show(catalog);
    await userEvent.type(await field(), "o'h");
    await waitFor(() => {
      expect(log.queries.at(-1)?.filter).toBe("contains(name,'o''h')");
    });
  });

  it("limits the entries by static rules and by the form", async () => {
    const log = show({
      ...catalog,
      settings: {
        static_filters: [{ field: "data.Active", operator: "equal", value: "True" }],
        dynamic_filters: [{ field: "data.City", operator: "equal", source: "data.City" }],
      },
      properties: { Active: { name: "Active", title: "", type: "boolean" }, City: { name: "City", title: "", type: "string" } },
      values: { "data.City": "Ankara" },
    });
    await userEvent.click(await field());
    expect(log.queries[0]?.filter).toBe("Active eq true and City eq 'Ankara'");
  });

  it("shows a stored entry that the filter no longer offers, looking up its name", async () => {
    show({ ...catalog, value: 9, entries: ({ filter }) => ({ rows: filter === "id eq 9" ? [named(9, "Old supplier")] : [] }) });
    await waitFor(async () => {
      expect(await field()).toHaveValue("Old supplier");
    });
  });

  it("says when there is nothing, or why", async () => {
    show({ ...catalog, entries: () => ({ rows: [], status: "failed", failure: { message: "No right" } }) });
    await userEvent.click(await field());
    expect(await screen.findByText("No right")).toBeInTheDocument();
  });
});

import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { Entry } from "../model";
import { type Scene, show } from "../testing/render";

const states = [
  { value: 0, title: "Under Review" },
  { value: 3, title: "Paid" },
];
const choice: Scene = { kind: "radio_button", property: { type: "integer", enum: states } };
const named = (id: number, name = `Supplier ${id}`): Entry => ({ id, name, data: {} });
const many = (count: number) => Array.from({ length: count }, (_, index) => named(index + 1));
const catalog: Scene = { kind: "radio_button", property: { type: "catalog", component: "suppliers" }, entries: () => ({ rows: [named(1), named(2)] }) };
const group = () => screen.findByRole("radiogroup", { name: /Field title/ });
const option = (name: string) => screen.findByRole("radio", { name });
const titles = () => screen.getAllByRole("radio").map((radio) => radio.closest("label")?.textContent);

describe("radio button of an enumeration", () => {
  it("shows all titles in declared order and stores the value", async () => {
    const log = show(choice);
    await group();
    expect(titles()).toEqual(["Under Review", "Paid"]);
    await userEvent.click(await option("Paid"));
    expect(log.values).toEqual([3]);
    expect(log.events).toContainEqual(["on_value_changed", null, 3]);
    expect(await option("Paid")).toBeChecked();
  });

  it("goes from option to option with the arrow keys", async () => {
    const log = show({ ...choice, value: 0 });
    await group();
    await userEvent.tab();
    expect(await option("Under Review")).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}");
    expect(log.values).toEqual([3]);
    expect(log.events.filter(([event]) => event === "on_focus")).toHaveLength(1);
  });

  it("lies in a row when it is told to", async () => {
    show({ ...choice, settings: { orientation: "horizontal" } });
    expect(await group()).toHaveStyle({ flexDirection: "row" });
  });

  it("is disabled as a whole", async () => {
    show({ ...choice, settings: { disabled: true } });
    await group();
    for (const radio of screen.getAllByRole("radio")) expect(radio).toBeDisabled();
  });

  it("says what is wrong below itself", async () => {
    show({ ...choice, error: "Fill in this field.", settings: { required: true } });
    expect(await group()).toHaveAccessibleDescription("Fill in this field.");
    expect(await group()).toHaveAttribute("aria-required", "true");
  });

  it("becomes a list that can be searched when there are too many values", async () => {
    const values = Array.from({ length: 101 }, (_, value) => ({ value, title: `Value ${value}` }));
    const log = show({ ...choice, property: { type: "integer", enum: values } });
    await userEvent.type(await screen.findByRole("combobox", { name: /Field title/ }), "99");
    await userEvent.click(await screen.findByRole("option", { name: "Value 99" }));
    expect(log.values).toEqual([99]);
    expect(screen.queryByRole("radio")).not.toBeInTheDocument();
  });

  it("shows as many as a hundred", async () => {
    const values = Array.from({ length: 100 }, (_, value) => ({ value, title: `Value ${value}` }));
    show({ ...choice, property: { type: "integer", enum: values } });
    await group();
    expect(screen.getAllByRole("radio")).toHaveLength(100);
  });
});

describe("radio button of a catalog", () => {
  it("shows the entries by name and keeps the name with the id", async () => {
    const log = show(catalog);
    await userEvent.click(await option("Supplier 2"));
    expect(log.queries[0]).toMatchObject({ component: "suppliers", orderby: "name,id", top: 101 });
    expect(log.values).toEqual([{ id: 2, name: "Supplier 2" }]);
  });

  it("follows static rules and the form", async () => {
    const log = show({
      ...catalog,
      settings: {
        static_filters: [{ field: "data.Active", operator: "equal", value: "True" }],
        dynamic_filters: [{ field: "data.City", operator: "equal", source: "data.City" }],
      },
      properties: { Active: { name: "Active", title: "", type: "boolean" }, City: { name: "City", title: "", type: "string" } },
      values: { "data.City": "Ankara" },
    });
    await group();
    expect(log.queries[0]?.filter).toBe("Active eq true and City eq 'Ankara'");
  });

  it("shows a stored entry that the filter no longer offers", async () => {
    show({ ...catalog, value: { id: 9, name: "Old supplier" } });
    expect(await option("Old supplier")).toBeChecked();
  });

  it("becomes a list that drops down when more than a hundred entries match", async () => {
    const log = show({ ...catalog, entries: ({ top }) => ({ rows: many(101).slice(0, top) }) });
    await userEvent.click(await screen.findByRole("combobox", { name: /Field title/ }));
    await userEvent.click(await screen.findByRole("option", { name: "Supplier 7" }));
    expect(log.values).toEqual([{ id: 7, name: "Supplier 7" }]);
    expect(screen.queryByRole("radio")).not.toBeInTheDocument();
  });

  it("keeps its place while the entries are on their way, and says when there are none", async () => {
    show({ ...catalog, entries: () => ({ rows: [], status: "loading" }) });
    await group();
    expect(screen.queryByText("Nothing to choose from")).not.toBeInTheDocument();
  });

  it("says that there is nothing to choose from", async () => {
    show({ ...catalog, entries: () => ({ rows: [] }) });
    expect(await screen.findByText("Nothing to choose from")).toBeInTheDocument();
  });

  it("says why it has no options, and tries again", async () => {
    const log = show({ ...catalog, entries: () => ({ rows: [], status: "failed", failure: { message: "No right" } }) });
    expect(await screen.findByText("No right")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(log.refreshed).toBe(1);
  });
});

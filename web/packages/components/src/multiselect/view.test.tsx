import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { Entry } from "../model";
import { type Scene, show } from "../testing/render";

const named = (id: number, name: string | null = `Supplier ${id}`): Entry => ({ id, name, data: {} });
const choice: Scene = {
  kind: "multiselect",
  property: { type: "array", component: "suppliers" },
  entries: () => ({ rows: [named(1), named(2), named(3)] }),
};
const field = () => screen.findByRole("combobox", { name: /Field title/ });
const remove = (name: string) => screen.queryByRole("button", { name: `Remove ${name}` });

describe("multiselect", () => {
  it("adds entries one after the other, as references, without closing its list", async () => {
    const log = show(choice);
    await userEvent.click(await field());
    await userEvent.click(await screen.findByRole("option", { name: "Supplier 2" }));
    await userEvent.click(await screen.findByRole("option", { name: "Supplier 1" }));
    const [second, first] = [{ id: 2, name: "Supplier 2" }, { id: 1, name: "Supplier 1" }];
    expect(log.values).toEqual([[second], [second, first]]);
    expect(log.events).toContainEqual(["on_value_changed", [second], [second, first]]);
    expect(screen.getByRole("option", { name: "Supplier 1" })).toHaveAttribute("aria-selected", "true");
  });

  it("takes an entry away when it is picked again", async () => {
    const log = show({ ...choice, value: [{ id: 1, name: "Supplier 1" }] });
    await userEvent.click(await field());
    await userEvent.click(await screen.findByRole("option", { name: "Supplier 1" }));
    expect(log.values).toEqual([[]]);
  });

  it("removes a chip with its cross", async () => {
    const log = show({ ...choice, value: [{ id: 1, name: "Supplier 1" }, { id: 2, name: "Supplier 2" }] });
    await field();
    await userEvent.click(screen.getByRole("button", { name: "Remove Supplier 1" }));
    expect(log.values).toEqual([[{ id: 2, name: "Supplier 2" }]]);
  });

  it("removes a chip with the keyboard, the one an arrow key has led to", async () => {
    const log = show({ ...choice, value: [{ id: 1, name: "Supplier 1" }, { id: 2, name: "Supplier 2" }] });
    (await field()).focus();
    await userEvent.keyboard("{ArrowLeft}{ArrowLeft}{Delete}");
    expect(log.values).toEqual([[{ id: 2, name: "Supplier 2" }]]);
  });

  it("searches by name on the server, and from the start again after a pick", async () => {
    const log = show({ ...choice, entries: ({ filter }) => ({ rows: filter ? [named(2)] : [named(1), named(2), named(3)] }) });
    await userEvent.type(await field(), "o'h");
    await waitFor(() => {
      expect(log.queries.at(-1)?.filter).toBe("contains(name,'o''h')");
    });
    await userEvent.click(await screen.findByRole("option", { name: "Supplier 2" }));
    expect(await field()).toHaveValue("");
    expect(await screen.findByRole("option", { name: "Supplier 3" })).toBeInTheDocument();
  });

  it("limits what it offers, never what is chosen", async () => {
    const log = show({
      ...choice,
      value: [{ id: 9, name: "Old supplier" }],
      settings: { static_filters: [{ field: "data.Active", operator: "equal", value: "True" }] },
      properties: { Active: { name: "Active", title: "", type: "boolean" } },
    });
    await userEvent.click(await field());
    expect(log.queries[0]?.filter).toBe("Active eq true");
    expect(remove("Old supplier")).toBeInTheDocument();
  });

  it("looks up all bare ids in one question", async () => {
    const log = show({ ...choice, value: [7, 8], entries: () => ({ rows: [named(8, "Eight"), named(7, null)] }) });
    expect(await screen.findByText("Eight")).toBeInTheDocument();
    expect(log.queries.map(({ filter }) => filter)).toEqual(["id in (7,8)"]);
    expect(screen.getByText("#7")).toBeInTheDocument();
  });

  it("fetches one more page when the end of the list comes into sight", async () => {
    const page = (skip: number) => Array.from({ length: 30 }, (_, index) => named(skip + index + 1));
    const log = show({ ...choice, entries: ({ skip = 0 }) => ({ rows: page(skip) }) });
    await userEvent.click(await field());
    const list = await screen.findByRole("listbox");
    list.dispatchEvent(new Event("scroll", { bubbles: true }));
    expect(await within(list).findByRole("option", { name: "Supplier 31" })).toBeInTheDocument();
    expect(log.queries.map(({ skip }) => skip)).toEqual([0, 30]);
  });

  it("cannot be changed while disabled or where it is only shown", async () => {
    show({ ...choice, value: [{ id: 1, name: "Supplier 1" }], readOnly: true });
    expect(await screen.findByText("Supplier 1")).toBeInTheDocument();
    expect(remove("Supplier 1")).not.toBeInTheDocument();
  });

  it("empties through its clear button", async () => {
    const log = show({ ...choice, value: [{ id: 1, name: "Supplier 1" }], settings: { show_clear: true } });
    await userEvent.click(await field());
    await userEvent.click(screen.getByRole("button", { name: "Clear Field title", hidden: true }));
    expect(log.values).toEqual([[]]);
  });

  it("says when there is nothing, or why, and what is wrong below itself", async () => {
    show({ ...choice, error: "Fill in this field.", entries: () => ({ rows: [], status: "failed", failure: { message: "No right" } }) });
    await userEvent.click(await field());
    expect(await screen.findByText("No right")).toBeInTheDocument();
    expect(await field()).toHaveAccessibleDescription("Fill in this field.");
  });

  it("tells scripts of focus and keys", async () => {
    const log = show(choice);
    await userEvent.type(await field(), "a");
    expect(log.events.slice(0, 3)).toEqual([["on_focus"], ["on_key_down", expect.objectContaining({ key: "a" })], ["on_key_up", expect.objectContaining({ key: "a" })]]);
  });
});

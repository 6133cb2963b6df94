import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { Entry, FieldProperty } from "../model";
import { type Scene, show } from "../testing/render";

const property = (name: string, more: Partial<FieldProperty> & Pick<FieldProperty, "type">): FieldProperty => ({ name, title: name, ...more });
const properties = {
  Name: property("Name", { type: "string" }),
  Stage: property("Stage", { type: "catalog", component: "stages" }),
  "Stage.Colour": property("Colour", { type: "string" }),
  Deals: property("Deals", { type: "array", component: "deals" }),
};
const row = (id: number): Entry => ({ id, name: `Deal ${id}`, data: { Name: `Deal ${id}` } });
const rows = [row(1), row(2), row(3)];
const child = (kind: string, settings: object) => ({ id: `c-${JSON.stringify(settings)}`, kind, name: kind, settings: settings as never, children: [] });
const list = (settings: object = {}, more: Partial<Scene> = {}): Scene => ({
  kind: "list_view",
  settings: { component: "deals", ...settings } as Scene["settings"],
  elements: [child("label", { binding: "data.Name" })],
  properties,
  entries: () => ({ rows, count: 25 }),
  renderItem: (entry) => (
    <>
      <p>{`about ${String(entry.data.Name)}`}</p>
      <button type="button">{`inner ${entry.id}`}</button>
    </>
  ),
  ...more,
});
const cards = async () => within(await screen.findByRole("list", { name: /Invoices/ })).getAllByRole("listitem");
const names = async () => (await cards()).map((card) => card.getAttribute("aria-label"));

describe("list view", () => {
  it("draws the card for each entry and asks at once for what the cards show", async () => {
    const log = show(
      list({ order_fields: [{ field: "data.Name", direction: "descending" }] }, {
        elements: [child("label", { binding: "data.Name" }), { ...child("panel", {}), children: [child("label", { binding: "data.Stage.Colour" })] }],
      }),
    );
    expect(await names()).toEqual(["Deal 1", "Deal 2", "Deal 3"]);
    expect(screen.getByText("about Deal 2")).toBeInTheDocument();
    expect(log.queries).toHaveLength(1);
    expect(log.queries[0]).toMatchObject({
      component: "deals",
      select: ["name", "Name", "Stage"],
      expand: ["Stage"],
      references: [{ field: "Stage", component: "stages", select: ["Colour"] }],
      orderby: "Name desc",
      top: 10,
      skip: 0,
      count: true,
    });
    expect(log.watched).toEqual(["deals", "stages"]);
  });

  it("fetches what a list inside of the card looks at, and nothing of what that one shows", async () => {
    const inner = { ...child("list_view", { component: "tasks", dynamic_filters: [{ field: "data.Deal", source: "data.Stage" }] }), children: [child("label", { binding: "data.Deals" })] };
    const log = show(list({}, { elements: [inner] }));
    await cards();
    expect(log.queries[0]?.select).toEqual(["name", "Stage"]);
  });

  it("shows the entries that a property of the entry around refers to, also without naming a component", async () => {
    const log = show(list({ component: undefined, data_model_source: "data.Deals" }, { values: { "data.Deals": [{ id: 2 }, { id: 3 }] } }));
    await cards();
    expect(log.queries[0]).toMatchObject({ component: "deals", filter: "id in (2,3)" });
  });

  it("asks for nothing while that property refers to none", async () => {
    const log = show(list({ data_model_source: "data.Deals" }, { values: { "data.Deals": [] } }));
    expect(await screen.findByText("No data to display")).toBeInTheDocument();
    expect(log.queries).toEqual([]);
  });

  it("pages on the server, and not at all without the page selector", async () => {
    const log = show(list());
    await userEvent.click(await screen.findByRole("button", { name: /page 3/i }));
    expect(log.queries.at(-1)).toMatchObject({ skip: 20, top: 10 });
    expect(screen.getByText("21–25 of 25")).toBeInTheDocument();
  });

  it("shows only the first page when the page selector is hidden", async () => {
    const log = show(list({ hide_page_selector: true }));
    await cards();
    expect(log.queries[0]?.count).toBe(false);
    expect(screen.queryByRole("navigation", { name: "Pages" })).not.toBeInTheDocument();
  });

  it.each([
    [{ number_of_columns: 3 }, 10],
    [{ number_of_columns: 3, number_of_rows: 2 }, 6],
    [{ number_of_rows: 2, page_size: 1 }, 1],
    [{ orientation: "horizontal", number_of_rows: 2, page_size: 20 }, 20],
  ])("with %j asks for %i entries", async (settings, top) => {
    const log = show(list(settings));
    await cards();
    expect(log.queries[0]?.top).toBe(top);
  });

  it("stands in columns with the gaps that were set", async () => {
    show(list({ number_of_columns: 3, column_gap: 8, row_gap: "1rem" }));
    expect(await screen.findByRole("list", { name: /Invoices/ })).toHaveStyle({ gridTemplateColumns: "repeat(3, minmax(0, 1fr))", columnGap: "8px", rowGap: "1rem" });
  });

  it("is reached by the keyboard where cards that do nothing are scrolled", async () => {
    show(list({ orientation: "horizontal" }));
    expect(await screen.findByRole("list", { name: /Invoices/ })).toHaveAttribute("tabindex", "0");
  });

  it.each([{}, { orientation: "horizontal", command_type: "edit_record" }])("is no stop of its own with %j", async (settings) => {
    show(list(settings));
    expect(await screen.findByRole("list", { name: /Invoices/ })).not.toHaveAttribute("tabindex");
  });

  it("runs its command on a click and with Enter, for the entry and its component", async () => {
    const log = show(list({ command_type: "edit_record", component_page: "p" }));
    await userEvent.click(await screen.findByText("about Deal 2"));
    const [first] = await cards();
    first?.focus();
    await userEvent.keyboard("{Enter}");
    expect(log.commands).toMatchObject([
      { command: "edit_record", row: { id: 2 }, rowComponent: "deals", parameters: { component: "deals", component_page: "p" } },
      { command: "edit_record", row: { id: 1 } },
    ]);
  });

  it("leaves clicks and keys of what stands in a card to that", async () => {
    const log = show(list({ command_type: "edit_record" }));
    const inner = await screen.findByRole("button", { name: "inner 2" });
    await userEvent.click(inner);
    inner.focus();
    await userEvent.keyboard("{Enter}");
    expect(log.commands).toEqual([]);
  });

  it("gives a card no focus stop when a click does nothing", async () => {
    show(list());
    expect((await cards())[0]).not.toHaveAttribute("tabindex");
  });

  it("tells when it is first drawn and when rows are there", async () => {
    const log = show(list());
    await cards();
    expect(log.events).toEqual([["on_loaded"], ["on_datasource_loaded", rows]]);
  });

  it.each([
    ["says that there is nothing", { rows: [], count: 0 }, /No data to display/],
    ["says what failed", { status: "failed" as const, rows: [], failure: { message: "Not allowed." } }, /Not allowed/],
    ["says that entries are on their way", { status: "loading" as const, rows: [] }, /Loading/],
  ])("%s", async (_, result, text) => {
    show(list({}, { entries: () => result }));
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it("loads by hand when it was told to", async () => {
    const log = show(list({ manual_reload: true }));
    const refresh = await screen.findByRole("button", { name: "Refresh" });
    expect(log.queries).toEqual([]);
    await userEvent.click(refresh);
    expect(await cards()).toHaveLength(3);
    expect(log.watched).toEqual([]);
  });

  it("shows the card to be built on the canvas, without data", async () => {
    const log = show(list({ component: undefined }, { design: true, children: <p>built</p>, renderItem: undefined as never }));
    expect(await screen.findByText("built")).toBeInTheDocument();
    expect(screen.getByText("Choose a component whose entries are shown")).toBeInTheDocument();
    expect(log.queries).toEqual([]);
  });
});

describe("dragging with the keyboard", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** The sensor listens to the document from the next task on; each key waits until its effect can be seen. */
  const pick = async (name: string) => {
    const card = (await cards()).find((candidate) => candidate.getAttribute("aria-label") === name) as HTMLElement;
    card.focus();
    fireEvent.keyDown(card, { code: "Space", key: " " });
    await screen.findByText(`${name} picked up.`);
    return card;
  };
  const press = (code: string) => fireEvent.keyDown(document, { code });
  const dragTo = async (name: string, position: number) => {
    await pick(name);
    await waitFor(() => {
      press("ArrowDown");
      expect(screen.getByText(`${name}: Entries of Invoices, place ${position} of 3.`)).toBeInTheDocument();
    });
    press("Space");
  };
  const dropping = (outcome: Scene["outcome"]) => show(list({ enable_drag_and_drop: true }, { outcome }));

  it("says how, shows the card in its new place and tells the handler of both lists, entry and places", async () => {
    let finish: (outcome: "done") => void = () => undefined;
    const log = dropping((event) => (event === "on_drop" ? new Promise((resolve) => (finish = resolve)) : Promise.resolve("unheard")));
    expect((await cards())[0]).toHaveAccessibleDescription(/Space to pick the card up/);
    await dragTo("Deal 1", 3);
    await waitFor(async () => {
      expect(await names()).toEqual(["Deal 2", "Deal 3", "Deal 1"]);
    });
    const [, to, from, entry, before, after] = log.events.find(([event]) => event === "on_drop") ?? [];
    expect({ same: to === from, entry, before, after }).toEqual({ same: true, entry: rows[0], before: 0, after: 2 });
    expect(log.refreshed).toBe(0);
    finish("done");
    await waitFor(() => {
      expect(log.refreshed).toBe(1);
    });
  });

  it.each([
    ["unheard" as const, /nothing on this page handles the move/],
    ["failed" as const, /could not be stored/],
  ])("takes the card back when its handler is %s", async (outcome, message) => {
    dropping((event) => Promise.resolve(event === "on_drop" ? outcome : "unheard"));
    await dragTo("Deal 1", 2);
    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(await names()).toEqual(["Deal 1", "Deal 2", "Deal 3"]);
  });

  it("leaves all as it is on Escape", async () => {
    const log = dropping(undefined);
    await pick("Deal 2");
    await waitFor(() => {
      press("Escape");
      expect(screen.getByText("Deal 2 is back in its place.")).toBeInTheDocument();
    });
    expect(log.events.map(([event]) => event)).not.toContain("on_drop");
  });

  it("asks nobody when the card lands where it was", async () => {
    const log = dropping(undefined);
    await pick("Deal 2");
    await waitFor(() => {
      press("Space");
      expect(screen.getByText(/Deal 2 dropped/)).toBeInTheDocument();
    });
    expect(log.events.map(([event]) => event)).not.toContain("on_drop");
  });
});

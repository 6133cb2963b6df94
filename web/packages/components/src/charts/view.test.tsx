import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Entry, FieldProperty } from "../model";
import type { EntriesQuery, EntriesResult } from "../runtime-api";
import { type Scene, show } from "../testing/render";

const property = (name: string, more: Partial<FieldProperty> & Pick<FieldProperty, "type">): FieldProperty => ({ name, title: name, ...more });
const properties = {
  Total: property("Total", { type: "number" }),
  Cost: property("Cost", { type: "number" }),
  State: property("State", { type: "integer", enum: [{ value: 0, title: "Open" }, { value: 1, title: "Paid" }] }),
  Supplier: property("Supplier", { type: "catalog", component: "suppliers" }),
};
const text = (translation_value: string) => ({ translation_key: "", translation_value });
const group = (columns: object) => columns as unknown as Entry;
const GROUPS = [group({ State: 0, Value1: "1200.5", Value2: "800" }), group({ State: 1, Value1: "90", Value2: "-5" })];
const SERIES = [
  { value: "data.Total", aggregate: "sum", title: text("Revenue") },
  { value: "data.Cost", aggregate: "sum" },
];
const chart = (settings: object = {}, more: Partial<Scene> = {}): Scene => ({
  kind: "charts",
  settings: { component: "invoices", label_field: "data.State", data_source: SERIES, ...settings } as Scene["settings"],
  properties,
  entries: () => ({ rows: GROUPS, count: GROUPS.length }),
  ...more,
});
const figure = () => screen.findByRole("application");
const legend = async () => within(await screen.findByRole("list", { name: "Legend" })).getAllByRole("button").map(({ textContent }) => textContent);
const asTable = async () => {
  await userEvent.click(await screen.findByRole("button", { name: "Show as table" }));
  return screen.findByRole("table");
};
const rowsOf = (table: HTMLElement) => within(table).getAllByRole("row").map((row) => [...row.children].map(({ textContent }) => textContent));

/** As large as a screen: jsdom lays nothing out. */
class Sizes {
  constructor(private readonly told: () => void) {}
  observe() {
    this.told();
  }
  unobserve() {}
  disconnect() {}
}

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", Sizes);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(320);
  // The library measures words with it, and does without where there is none.
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("chart", () => {
  it("asks the server for groups of all series at once, and says what it draws", async () => {
    const log = show(chart({ static_filters: [{ field: "data.Supplier", value: "7" }] }));
    expect(await figure()).toHaveAccessibleName("Chart of Invoices: Revenue, Cost");
    expect(await figure()).toHaveAccessibleDescription(/^Bar chart. Points: 2. Revenue: from 90 \(Paid\) to 1,200.5 \(Open\). Cost: from -5 \(Paid\) to 800 \(Open\)./);
    expect(log.queries.map(({ apply }) => apply)).toEqual(["filter(Supplier eq 7)/groupby((State),aggregate(Total with sum as Value1,Cost with sum as Value2))"]);
    expect(log.watched).toEqual(["invoices"]);
  });

  it("draws entries one by one, and aggregates of their label beside them", async () => {
    const points: Entry[] = [{ id: 1, data: { State: 0, Total: "1000" } }, { id: 2, data: { State: 0, Total: "200.5" } }];
    const log = show(
      chart({ data_source: [{ value: "data.Total" }, { value: "data.Total", aggregate: "average", title: text("Average") }] }, {
        entries: ({ apply }: EntriesQuery) => ({ rows: apply ? [group({ State: 0, Value2: "600.25" })] : points, count: 2 }),
      }),
    );
    expect(rowsOf(await asTable())).toEqual([["State", "Total", "Average"], ["Open", "1,000", "600.25"], ["Open", "200.5", "600.25"]]);
    expect(log.queries).toHaveLength(2);
  });

  it("draws with the library once it is there", async () => {
    show(chart());
    await waitFor(() => {
      expect(document.querySelector(".chart-plot svg")).toBeInTheDocument();
    });
  });

  it("is read as a table, and as a chart again", async () => {
    show(chart());
    const table = await asTable();
    expect(table).toHaveAccessibleName("Chart of Invoices: Revenue, Cost");
    expect(rowsOf(table)).toEqual([["State", "Revenue", "Cost"], ["Open", "1,200.5", "800"], ["Paid", "90", "-5"]]);
    await userEvent.click(screen.getByRole("button", { name: "Show as chart" }));
    expect(await figure()).toBeInTheDocument();
  });

  it("tells its points by keyboard", async () => {
    show(chart());
    (await figure()).focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(screen.getByText("Open. Revenue: 1,200.5")).toBeInTheDocument();
    await userEvent.keyboard("{ArrowRight}{ArrowDown}");
    expect(screen.getByText("Paid. Cost: -5")).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByText("Paid. Cost: -5")).not.toBeInTheDocument();
  });

  it("hides and shows series in its legend", async () => {
    show(chart());
    expect(await legend()).toEqual(["Revenue", "Cost"]);
    const revenue = screen.getByRole("button", { name: "Revenue" });
    await userEvent.click(revenue);
    expect(revenue).toHaveAttribute("aria-pressed", "false");
    (await figure()).focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(screen.getByText("Open. Cost: 800")).toBeInTheDocument();
  });

  it("has no legend where none is wanted", async () => {
    show(chart({ show_legend: false }));
    await figure();
    expect(screen.queryByRole("list", { name: "Legend" })).not.toBeInTheDocument();
  });

  it.each([
    ["bar", { x_axes_max_value: 1 }],
    ["horizontal_bar", { y_axes_max_value: 1 }],
  ])("as %s ends where its axis of labels does", async (chart_type, limits) => {
    show(chart({ chart_type, ...limits }));
    expect(rowsOf(await asTable()).slice(1)).toEqual([["Open", "1,200.5", "800"]]);
  });
});

describe("pie and donut", () => {
  it("show the first series, its slices in the legend", async () => {
    show(chart({ chart_type: "donut" }));
    expect(await legend()).toEqual(["Open", "Paid"]);
    expect(screen.getByText("1,290.5")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Paid" }));
    expect(screen.getByText("1,200.5")).toBeInTheDocument();
  });

  it("take no notice of axes", async () => {
    show(chart({ chart_type: "pie", x_axes_max_value: 1 }));
    expect(await legend()).toEqual(["Open", "Paid"]);
  });

  it("say that negative values have no place in them", async () => {
    show(chart({ chart_type: "pie", data_source: [SERIES[0]] }, { entries: () => ({ rows: [group({ State: 0, Value1: "-1" }), group({ State: 1, Value1: "2" })], count: 2 }) }));
    expect(await screen.findByText(/Negative values/)).toBeInTheDocument();
    expect(await legend()).toEqual(["Paid"]);
  });

  it("have no sum of averages", async () => {
    show(chart({ chart_type: "donut", data_source: [{ value: "data.Total", aggregate: "average" }] }));
    await figure();
    expect(screen.queryByText("1,290.5")).not.toBeInTheDocument();
  });
});

describe("states", () => {
  it.each<[string, Partial<EntriesResult>, RegExp]>([
    ["says that nothing is there", { rows: [], status: "ready" }, /No data to display/],
    ["shows that data is on its way", { rows: [], status: "loading" }, /Loading/],
    ["says what failed", { rows: [], status: "failed", failure: { message: "Not allowed." } }, /Not allowed/],
    ["says how many points are left out", { rows: GROUPS, count: 250_000, status: "ready" }, /The first 100,000 of 250,000 points/],
  ])("%s", async (_, entries, shown) => {
    show(chart({}, { entries: () => entries }));
    expect(await screen.findByText(shown)).toBeInTheDocument();
  });

  it("loads by hand when told to, and reads anew with its button", async () => {
    const log = show(chart({ manual_reload: true }));
    await userEvent.click(await screen.findByRole("button", { name: "Refresh" }));
    await figure();
    expect(log.queries).toHaveLength(1);
    await userEvent.click(screen.getByRole("button", { name: "Refresh" }));
    expect(log.refreshed).toBeGreaterThan(0);
    expect(log.watched).toEqual([]);
  });

  it("tells scripts of the first drawing and of every load, and reads again when others change entries", async () => {
    const log = show(chart());
    await figure();
    expect(log.events).toEqual([["on_loaded"], ["on_datasource_loaded", GROUPS]]);
    log.tell();
    expect(log.refreshed).toBe(1);
  });
});

describe("on the canvas", () => {
  it("shows its shape with the names of its series, without data", async () => {
    const log = show(chart({}, { design: true }));
    expect(await screen.findByText("Revenue")).toBeInTheDocument();
    expect(log.queries).toEqual([]);
  });

  it.each([
    [{ component: undefined }, "Choose a component whose entries are shown"],
    [{ data_source: [] }, "Add series to draw"],
  ])("with %j says what is missing", async (settings, shown) => {
    show(chart(settings, { design: true }));
    expect(await screen.findByText(shown)).toBeInTheDocument();
  });
});

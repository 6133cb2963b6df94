import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { Entry, FieldProperty } from "../model";
import type { EntriesQuery, EntriesResult } from "../runtime-api";
import { type Scene, show } from "../testing/render";

const property = (name: string, more: Partial<FieldProperty> & Pick<FieldProperty, "type">): FieldProperty => ({ name, title: name, ...more });
const properties = {
  Region: property("Region", { type: "catalog", component: "regions" }),
  City: property("City", { type: "string" }),
  Day: property("Day", { type: "date" }),
  Total: property("Total", { type: "number" }),
  Open: property("Open", { type: "boolean" }),
};
const columns = [
  { field: "data.Region", area: "row" },
  { field: "data.City", area: "row" },
  { field: "data.Day", area: "column", group_interval: "year" },
  { field: "data.Total", area: "data" },
  { field: "data.Open", area: "none" },
];

/** What the server would answer, by what is grouped. */
const north = { gr0: 1, gr0n: "North" };
const south = { gr0: 2, gr0n: "South" };
const ANSWERS: Readonly<Record<string, object[]>> = {
  "": [{ gn: 3, gv0: "60.30" }],
  "gr0,gr0n": [{ ...north, gn: 2, gv0: "30.10" }, { ...south, gn: 1, gv0: "30.20" }],
  "gc0": [{ gc0: "2025-01-01", gn: 1, gv0: "10.00" }, { gc0: "2026-01-01", gn: 2, gv0: "50.30" }],
  "gr0,gr0n,gc0": [
    { ...north, gc0: "2025-01-01", gn: 1, gv0: "10.00" },
    { ...north, gc0: "2026-01-01", gn: 1, gv0: "20.10" },
    { ...south, gc0: "2026-01-01", gn: 1, gv0: "30.20" },
  ],
  "gr0,gr0n,gr1": [{ ...north, gr1: "Bonn", gn: 2, gv0: "30.10" }],
  "gr0,gr0n,gr1,gc0": [{ ...north, gr1: "Bonn", gc0: "2025-01-01", gn: 1, gv0: "10.00" }, { ...north, gr1: "Bonn", gc0: "2026-01-01", gn: 1, gv0: "20.10" }],
};

function answer({ apply }: EntriesQuery): Partial<EntriesResult> {
  if (apply === undefined) return { rows: [{ id: 4, name: "Deal 4", data: { City: "Bonn", Total: "10.00" } }], count: 1 };
  const rows = ANSWERS[/groupby\(\(([^)]*)\)/.exec(apply)?.[1] ?? ""] ?? [];
  return { rows: rows as unknown as Entry[], count: rows.length };
}

const pivot = (settings: object = {}, more: Partial<Scene> = {}): Scene => ({
  kind: "pivot_grid",
  settings: { component: "deals", columns, ...settings } as Scene["settings"],
  properties,
  entries: answer,
  ...more,
});
const table = () => screen.findByRole("table", { name: "Pivot of Invoices" });
const texts = async () => within(await table()).getAllByRole("row").map((row) => [...row.children].map((cell) => cell.textContent));
const applied = (queries: readonly EntriesQuery[]) => queries.map(({ apply }) => apply ?? "");

describe("pivot grid", () => {
  it("shows sums of rows and columns with their totals, as the server worked them out", async () => {
    const log = show(pivot());
    expect(await texts()).toEqual([
      ["Region › City", "2025", "2026", "Grand total"],
      ["North", "10.00", "20.10", "30.10"],
      ["South", "", "30.20", "30.20"],
      ["Grand total", "10.00", "50.30", "60.30"],
    ]);
    expect(log.queries.every(({ apply }) => apply?.includes("Total with sum as gv0"))).toBe(true);
    expect(log.queries).toHaveLength(4);
  });

  it("heads rows and columns for readers of tables", async () => {
    show(pivot());
    const shown = within(await table());
    expect(shown.getByRole("columnheader", { name: "2025" })).toHaveAttribute("scope", "col");
    expect(shown.getByRole("rowheader", { name: /South/ })).toHaveAttribute("scope", "row");
  });

  it("opens a group, and only then asks for its members", async () => {
    const log = show(pivot());
    const toggle = await screen.findByRole("button", { name: "Expand North" });
    expect(toggle).toHaveAttribute("aria-expanded", "false");
    await userEvent.click(toggle);
    expect((await texts()).slice(1, 4)).toEqual([
      ["North", "10.00", "20.10", "30.10"],
      ["Bonn", "10.00", "20.10", "30.10"],
      ["South", "", "30.20", "30.20"],
    ]);
    expect(applied(log.queries).filter((apply) => apply.includes("gr1"))).toEqual([
      expect.stringContaining("/filter(gr0 in (1))/groupby((gr0,gr0n,gr1),"),
      expect.stringContaining("/filter(gr0 in (1))/groupby((gr0,gr0n,gr1,gc0),"),
    ]);
    await userEvent.click(screen.getByRole("button", { name: "Collapse North" }));
    expect(await texts()).toHaveLength(4);
  });

  it("leaves grand totals out", async () => {
    show(pivot({ show_column_grand_totals: false, show_row_grand_totals: false }));
    expect(await texts()).toEqual([
      ["Region › City", "2025", "2026"],
      ["North", "10.00", "20.10"],
      ["South", "", "30.20"],
    ]);
  });

  it("lists the entries behind a cell", async () => {
    const log = show(pivot({ order_fields: [{ field: "data.City" }] }));
    await userEvent.click(await screen.findByRole("button", { name: "20.10" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("Region: North, Day: 2026")).toBeInTheDocument();
    expect(await within(dialog).findByText("Deal 4")).toBeInTheDocument();
    expect(log.queries.at(-1)).toMatchObject({ filter: "Region/id eq 1 and startofyear(Day) eq 2026-01-01", orderby: "City", skip: 0, count: true });
  });

  it("moves among cells with the arrow keys", async () => {
    show(pivot());
    const cell = await screen.findByRole("button", { name: "20.10" });
    cell.focus();
    await userEvent.keyboard("{ArrowDown}");
    await waitFor(() => {
      expect(document.activeElement).toHaveAttribute("data-spot", "1,1");
    });
    await userEvent.keyboard("{ArrowLeft}");
    expect(document.activeElement).toHaveAttribute("data-spot", "1,1");
  });

  it("moves a field by its menu, and asks anew", async () => {
    const log = show(pivot());
    await userEvent.click(within(await screen.findByRole("group", { name: "Rows" })).getByRole("button", { name: /Region/ }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Move to Filters" }));
    expect(await within(screen.getByRole("group", { name: "Filters" })).findByRole("button", { name: "Region" })).toBeInTheDocument();
    expect(screen.getByText("Region moved to Filters")).toBeInTheDocument();
    expect(log.queries.at(-1)?.apply).toContain("City as gr0");
  });

  it("lets nothing be moved where the builder forbids it", async () => {
    show(pivot({ allow_field_dragging: false, enable_field_choose: false }));
    await userEvent.click(within(await screen.findByRole("group", { name: "Rows" })).getByRole("button", { name: /Region/ }));
    expect(await screen.findByRole("menuitem", { name: "Sort descending" })).toBeInTheDocument();
    expect(screen.queryByRole("menuitem", { name: /Move/ })).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Fields" })).not.toBeInTheDocument();
  });

  it("shows only the areas that it shall", async () => {
    show(pivot({ show_filter_fields: false, show_data_fields: false }));
    await table();
    expect(screen.queryByRole("group", { name: "Filters" })).not.toBeInTheDocument();
    expect(screen.queryByRole("group", { name: "Values" })).not.toBeInTheDocument();
    expect(screen.getByRole("group", { name: "Columns" })).toBeInTheDocument();
  });

  it("offers the fields that stand nowhere", async () => {
    const log = show(pivot());
    await userEvent.click(await screen.findByRole("button", { name: "Fields" }));
    await userEvent.click(within(await screen.findByRole("group", { name: "Available fields" })).getByRole("button", { name: "Open" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Move to Columns" }));
    await userEvent.click(within(screen.getByRole("group", { name: "Columns" })).getByRole("button", { name: /Open/ }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Move earlier" }));
    expect(log.queries.at(-1)?.apply).toContain("Open as gc0");
  });

  it("sorts and sums up otherwise", async () => {
    const log = show(pivot());
    await userEvent.click(within(await screen.findByRole("group", { name: "Rows" })).getByRole("button", { name: /Region/ }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Sort descending" }));
    expect(log.queries.some(({ orderby }) => orderby === "gr0n desc,gr0 desc")).toBe(true);
    await userEvent.click(within(screen.getByRole("group", { name: "Values" })).getByRole("button", { name: "Sum of Total" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Average" }));
    expect(log.queries.at(-1)?.apply).toContain("Total with average as gv0");
  });

  it("keeps to chosen values", async () => {
    const log = show(pivot());
    await userEvent.click(within(await screen.findByRole("group", { name: "Rows" })).getByRole("button", { name: /Region/ }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Filter values" }));
    const dialog = await screen.findByRole("dialog", { name: "Filter Region" });
    await userEvent.click(within(dialog).getByRole("checkbox", { name: /South/ }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Apply" }));
    await waitFor(() => {
      expect(log.queries.at(-1)?.apply).toMatch(/^filter\(not \(Region\/id in \(2\)\)\)\//);
    });
    expect(await screen.findByRole("button", { name: "Region, filtered, ascending" })).toBeInTheDocument();
  });

  it("counts entries where there is no data field", async () => {
    show(pivot({ columns: columns.slice(0, 2) }));
    expect(await texts()).toEqual([
      ["Region › City", "Entries"],
      ["North", "2"],
      ["South", "1"],
      ["Grand total", "3"],
    ]);
  });

  it("shows markup as text unless the builder wants it", async () => {
    const entries = (query: EntriesQuery): Partial<EntriesResult> => {
      const { rows = [], count } = answer(query);
      return { count, rows: rows.map((row) => ("gr0n" in row ? { ...row, gr0n: "<b>Big</b><script>1</script>" } : row)) };
    };
    show(pivot({ columns: columns.slice(0, 1), encode_html: false }, { entries }));
    const [bold] = within(await table()).getAllByText("Big");
    expect(bold?.tagName).toBe("B");
    expect((await table()).innerHTML).not.toContain("<script");
  });

  it("is exported only where it may be", async () => {
    show(pivot({ enable_export: true }));
    await table();
    await userEvent.click(screen.getByRole("button", { name: "Export" }));
    expect(await screen.findByRole("menuitem", { name: "Text (CSV)" })).toBeInTheDocument();
  });

  it("loads nothing by itself with manual reload", async () => {
    const log = show(pivot({ manual_reload: true }));
    expect(await screen.findByText("Press Refresh to load the entries.")).toBeInTheDocument();
    expect(log.queries).toEqual([]);
    await userEvent.click(screen.getAllByRole("button", { name: "Refresh" })[0] as HTMLElement);
    expect(await texts()).toHaveLength(4);
    expect(log.watched).toEqual([]);
  });

  it("says that there is nothing, and what went wrong", async () => {
    show(pivot({}, { entries: () => ({ rows: [{ gn: 0, gv0: null }] as unknown as Entry[], count: 1 }) }));
    expect(await screen.findByText("No data to display")).toBeInTheDocument();
  });

  it("tells a failure and tries again", async () => {
    const log = show(pivot({}, { entries: () => ({ status: "failed", failure: { message: "The server did not answer." } }) }));
    expect(await screen.findByText("The server did not answer.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: /again/i }));
    expect(log.refreshed).toBeGreaterThan(0);
  });

  it("tells scripts what was loaded", async () => {
    const log = show(pivot());
    await table();
    expect(log.events[0]).toEqual(["on_loaded"]);
    const loaded = log.events.filter(([event]) => event === "on_datasource_loaded");
    expect(loaded).toHaveLength(1);
    expect(loaded[0]?.[1]).toContainEqual({ row: [], column: [], count: 3, values: ["60.30"] });
  });

  it("draws its shape on the canvas", async () => {
    const log = show(pivot({}, { design: true }));
    expect(await screen.findByText("Region › City")).toBeInTheDocument();
    expect(log.queries).toEqual([]);
  });
});

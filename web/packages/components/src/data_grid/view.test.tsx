import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { Entry, FieldProperty } from "../model";
import { type Scene, show } from "../testing/render";

const property = (name: string, more: Partial<FieldProperty> & Pick<FieldProperty, "type">): FieldProperty => ({ name, title: name, ...more });
const properties = {
  Name: property("Name", { type: "string" }),
  Due: property("Due", { type: "datetime" }),
  Total: property("Total", { type: "number" }),
  State: property("State", { type: "integer", enum: [{ value: 0, title: "Under Review" }, { value: 3, title: "Paid" }] }),
  Open: property("Open", { type: "boolean" }),
  Supplier: property("Supplier", { type: "catalog", component: "suppliers" }),
};
const column = (header_value: string, field: string, more: object = {}) => ({ header_value, fields: [`data.${field}`], sortable: true, filterable: true, ...more });
const columns = [
  column("Name", "Name"),
  column("Due date", "Due"),
  column("Total", "Total", { display_format: "#,##0.00" }),
  column("Status", "State"),
  column("Open", "Open"),
  column("Supplier", "Supplier"),
];
const row = (id: number, data: Entry["data"] = {}): Entry => ({ id, data: { Name: `Invoice ${id}`, ...data } });
const rows = [row(1, { Total: "1234567.5", State: 3, Open: true, Supplier: { id: 7, name: "Acme" }, Due: "2024-01-31T09:00:00Z" }), row(2), row(3)];
const grid = (settings: object = {}, more: Partial<Scene> = {}): Scene => ({
  kind: "data_grid",
  settings: { component: "invoices", columns, ...settings } as Scene["settings"],
  properties,
  entries: () => ({ rows, count: 25 }),
  ...more,
});
const table = () => screen.findByRole("grid", { name: "Entries of Invoices" });
const bodyRows = async () => within(await table()).getAllByRole("row").slice(1);

describe("data grid", () => {
  it("asks for one page of exactly what it shows", async () => {
    const log = show(grid());
    await table();
    expect(log.queries).toHaveLength(1);
    expect(log.queries[0]).toMatchObject({
      component: "invoices",
      select: ["Name", "Due", "Total", "State", "Open", "Supplier"],
      expand: ["Supplier"],
      orderby: "id desc",
      top: 10,
      skip: 0,
      count: true,
    });
  });

  it("shows values as people read them", async () => {
    show(grid());
    const [first] = await bodyRows();
    const cells = within(first as HTMLElement).getAllByRole("gridcell");
    expect(cells[2]).toHaveTextContent("1,234,567.50");
    expect(cells[3]).toHaveTextContent("Paid");
    expect(within(cells[4] as HTMLElement).getByRole("img", { name: "Yes" })).toBeInTheDocument();
    expect(cells[5]).toHaveTextContent("Acme");
  });

  it("shows raw values in a plain column", async () => {
    show(grid({ columns: [column("Status", "State", { plain_text: true }), column("Open", "Open", { plain_text: true })] }));
    const [first] = await bodyRows();
    expect(first).toHaveTextContent("3True");
  });

  it("sorts on the server, several columns with a modifier key, and says so", async () => {
    const log = show(grid());
    await userEvent.click(await screen.findByRole("button", { name: "Name" }));
    expect(screen.getByRole("columnheader", { name: /Name/ })).toHaveAttribute("aria-sort", "ascending");
    const user = userEvent.setup();
    await user.keyboard("{Shift>}");
    await user.click(screen.getByRole("button", { name: "Supplier" }));
    await user.keyboard("{/Shift}");
    expect(log.queries.at(-1)?.orderby).toBe("Name,Supplier");
    await userEvent.click(screen.getByRole("button", { name: /^Name/ }));
    expect(log.queries.at(-1)?.orderby).toBe("Name desc");
    expect(screen.getByRole("columnheader", { name: /Name/ })).toHaveAttribute("aria-sort", "descending");
  });

  it("filters by text and by chosen titles, all at once, and takes filters back", async () => {
    const log = show(grid({ static_filters: [{ field: "data.Open", value: "True" }] }));
    await userEvent.click(await screen.findByRole("button", { name: "Filter Name" }));
    await userEvent.type(screen.getByRole("textbox", { name: "Value" }), "10{Enter}");
    expect(log.queries.at(-1)?.filter).toBe("Open eq true and contains(Name,'10')");
    await userEvent.click(screen.getByRole("button", { name: "Filter Status" }));
    await userEvent.click(screen.getByRole("combobox", { name: "Value" }));
    await userEvent.click(screen.getByRole("option", { name: "Paid" }));
    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("button", { name: "Apply" }));
    expect(log.queries.at(-1)?.filter).toBe("Open eq true and contains(Name,'10') and State in (3)");
    await userEvent.click(screen.getByRole("button", { name: "Filter Name (active)" }));
    await userEvent.click(screen.getByRole("button", { name: "Clear" }));
    expect(log.queries.at(-1)?.filter).toBe("Open eq true and State in (3)");
  });

  it("filters amounts as the locale writes them", async () => {
    const log = show(grid({}, { locale: "tr" }));
    await userEvent.click(await screen.findByRole("button", { name: "Filter Total" }));
    await userEvent.click(screen.getByRole("combobox", { name: "Condition" }));
    await userEvent.click(screen.getByRole("option", { name: "greater than" }));
    await userEvent.type(screen.getByRole("textbox", { name: "Value" }), "1.000,50{Enter}");
    expect(log.queries.at(-1)?.filter).toBe("Total gt 1000.50");
  });

  it("pages, and starts again at the first page when the filter changes", async () => {
    const log = show(grid());
    await userEvent.click(await screen.findByRole("button", { name: /page 3/i }));
    expect(log.queries.at(-1)).toMatchObject({ skip: 20, top: 10 });
    expect(screen.getByText("21–25 of 25")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Name" }));
    expect(log.queries.at(-1)).toMatchObject({ skip: 0 });
    for (const name of [/first page/i, /previous page/i, /next page/i, /last page/i]) expect(screen.getByRole("button", { name })).toBeInTheDocument();
    await userEvent.click(screen.getByRole("combobox", { name: "Rows per page" }));
    await userEvent.click(screen.getByRole("option", { name: "50" }));
    expect(log.queries.at(-1)).toMatchObject({ top: 50, skip: 0 });
  });

  it("says when there is nothing to show", async () => {
    show(grid({}, { entries: () => ({ rows: [], count: 0 }) }));
    expect(await screen.findByText("No data to display")).toBeInTheDocument();
  });

  it("says what went wrong, with the trace id", async () => {
    show(grid({}, { entries: () => ({ status: "failed", count: undefined, failure: { message: "No right", traceId: "abc123" } }) }));
    expect(await screen.findByRole("alert")).toHaveTextContent(/No right.*abc123/);
    expect(screen.queryByText("No data to display")).not.toBeInTheDocument();
  });

  it("draws the shape of its rows while they are on their way", async () => {
    show(grid({}, { entries: () => ({ status: "loading", count: undefined }) }));
    expect((await table()).closest("section")).toHaveAttribute("aria-busy", "true");
    expect(screen.queryByText("No data to display")).not.toBeInTheDocument();
  });

  it("runs the row command by click and by Enter, moving between rows with the arrows", async () => {
    const log = show(grid({ command_type: "edit_record", component_page: "p" }));
    const [first] = await bodyRows();
    await userEvent.click(first as HTMLElement);
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(log.commands.map(({ command, row: clicked }) => [command, clicked?.id])).toEqual([
      ["edit_record", 1],
      ["edit_record", 2],
    ]);
    expect(log.commands[0]?.parameters).toMatchObject({ component: "invoices", component_page: "p" });
  });

  it("lets a column's command win on its cell", async () => {
    const withCommand = [column("Name", "Name", { command_type: "open_application", component: "suppliers", action_parameters: [{ target: "id", source: "data.Supplier" }] })];
    const log = show(grid({ command_type: "edit_record", columns: withCommand }));
    await userEvent.click(await screen.findByRole("button", { name: "Invoice 1" }));
    expect(log.commands.map(({ command }) => command)).toEqual(["open_application"]);
    expect(log.commands[0]?.parameters).toMatchObject({ component: "suppliers" });
    expect(log.queries[0]?.select).toContain("Supplier");
  });

  it("opens a blank entry with Add", async () => {
    const log = show(grid({ show_add_button: true, component_page: "p" }));
    await userEvent.click(await screen.findByRole("button", { name: "Add" }));
    expect(log.commands[0]).toMatchObject({ command: "open_application", parameters: { component: "invoices", component_page: "p" } });
    expect(log.commands[0]?.row).toBeUndefined();
  });

  it("selects rows by check boxes, all of them with one", async () => {
    const log = show(grid({ selection_mode: "checkbox" }));
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select row 2" }));
    expect(screen.getByText("1 row selected")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("checkbox", { name: "Select all rows of this page" }));
    const last = log.events.filter(([event]) => event === "on_rows_selected").at(-1);
    expect((last?.[1] as Entry[]).map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it("selects one row by click in single mode", async () => {
    show(grid({ selection_mode: "single" }));
    const [first, second] = await bodyRows();
    await userEvent.click(first as HTMLElement);
    await userEvent.click(second as HTMLElement);
    expect(first).toHaveAttribute("aria-selected", "false");
    expect(second).toHaveAttribute("aria-selected", "true");
  });

  it("loads nothing by itself with manual reload", async () => {
    const log = show(grid({ manual_reload: true }));
    expect(await screen.findByText("Press Refresh to load the entries.")).toBeInTheDocument();
    expect(log.queries).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Refresh" }));
    await waitFor(() => {
      expect(log.queries).toHaveLength(1);
    });
  });

  it("takes its rows from a property of the current entry when asked to", async () => {
    const log = show(grid({ data_model_source: "data.Lines" }, { values: { "data.Lines": [{ id: 4, name: "x" }, 5] } }));
    await table();
    expect(log.queries[0]?.filter).toBe("id in (4,5)");
  });

  it("reads its page again when entries that it shows were changed by others, and keeps the selection", async () => {
    const withTarget = { ...properties, Supplier: { ...properties.Supplier, component: "suppliers" } };
    const log = show(grid({ selection_mode: "checkbox" }, { properties: withTarget }));
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select row 2" }));
    expect(log.watched).toEqual(["invoices", "suppliers"]);
    log.tell();
    expect(log.refreshed).toBe(1);
    expect(log.queries).toHaveLength(1);
    expect(screen.getByText("1 row selected")).toBeInTheDocument();
  });

  it("hears of nothing on the canvas or when it is reloaded by hand", async () => {
    const manual = show(grid({ manual_reload: true }));
    await userEvent.click(await screen.findByRole("button", { name: "Refresh" }));
    expect(manual.queries).toHaveLength(1);
    expect(manual.watched).toEqual([]);
    const canvas = show(grid({}, { design: true }));
    expect(canvas.watched).toEqual([]);
  });

  it("goes back to the last page that there is when others removed what it showed", async () => {
    const log = show(grid({}, { entries: ({ skip = 0 }) => (skip > 10 ? { rows: [], count: 14 } : { rows, count: skip ? 14 : 25 }) }));
    await userEvent.click(await screen.findByRole("button", { name: /page 3/i }));
    await waitFor(() => {
      expect(log.queries.at(-1)).toMatchObject({ skip: 10 });
    });
    expect(screen.getByText("11–14 of 14")).toBeInTheDocument();
  });

  it("follows the form with its dynamic filters", async () => {
    const log = show(grid({ dynamic_filters: [{ field: "data.State", source: "data.Chosen" }] }, { values: { "data.Chosen": 3 } }));
    await table();
    expect(log.queries[0]?.filter).toBe("State eq 3");
  });

  it("tells scripts what happened, per row only when a function asks for it", async () => {
    const log = show(grid({ on_row_changed: "paint" }));
    await table();
    const names = log.events.map(([event]) => event);
    expect(names.filter((name) => name === "on_loaded")).toHaveLength(1);
    expect(names).toContain("on_datasource_loaded");
    expect(log.events.filter(([event]) => event === "on_row_changed")).toEqual([["on_row_changed", rows]]);
    expect(names).not.toContain("on_cell_changed");
  });

  it("tells of all cells at once, and of what the reader did", async () => {
    const log = show(grid({ on_cell_changed: "paint", columns: columns.slice(0, 2) }));
    await userEvent.click(await screen.findByRole("button", { name: /^Due date/ }));
    await waitFor(() => {
      expect(log.events.at(-1)).toEqual(["on_table_changed", { page: 1, pageSize: 10, sort: [{ field: "data.Due", direction: "ascending" }], filter: [] }]);
    });
    const about = [{ index: 0, name: "Name", fields: ["data.Name"] }, { index: 1, name: "Due date", fields: ["data.Due"] }];
    expect(log.events.filter(([event]) => event === "on_cell_changed").every(([, ...details]) => JSON.stringify(details) === JSON.stringify([rows, about]))).toBe(true);
    expect(log.events.filter(([event]) => event === "on_cell_changed").length).toBeGreaterThan(0);
  });

  it("shows its parts as a script styles them", async () => {
    show(grid({}, { styles: { header: { 1: { color: "red" } }, row: { 2: { background: "#fee" } }, cell: { "2/0": { font_weight: "bold", background: "url(x)" } } } }));
    const [first, second] = await bodyRows();
    const [name, due] = within(second as HTMLElement).getAllByRole("gridcell");
    expect(name).toHaveStyle({ fontWeight: 600 });
    expect(due).toHaveStyle({ backgroundImage: "linear-gradient(#fee, #fee)" });
    expect(within(first as HTMLElement).getAllByRole("gridcell")[1]).not.toHaveAttribute("style");
    expect(screen.getByRole("columnheader", { name: /Due date/ })).toHaveStyle({ color: "rgb(255, 0, 0)" });
  });

  it("shows headers, Add and pager on the canvas, and asks for nothing", async () => {
    const log = show(grid({ show_add_button: true }, { design: true }));
    expect(await screen.findByRole("columnheader", { name: /Due date/, hidden: true })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Add", hidden: true })).toBeInTheDocument();
    expect(screen.getByText("Rows per page")).toBeInTheDocument();
    expect(log.queries).toEqual([]);
  });
});

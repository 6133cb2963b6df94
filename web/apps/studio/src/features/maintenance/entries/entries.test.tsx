import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { problem, renderStudio, serve } from "../../../testing";
import { car, CARS, job, serveCars } from "../testing";

const AT_CARS = `/maintenance/entries?component=${CARS}`;
const grid = () => screen.findByRole("grid", { name: "Entries of Cars" });

describe("entries in Maintenance", () => {
  it("asks whose entries before it shows any", async () => {
    serveCars();
    const { user, router } = renderStudio("/maintenance");
    expect(await screen.findByText("Whose entries?")).toBeInTheDocument();
    await user.click(screen.getByRole("combobox", { name: "Component" }));
    await user.click(await screen.findByRole("option", { name: "Cars" }));
    expect(within(await grid()).getByText("B-1")).toBeInTheDocument();
    expect(router.state.location.search).toBe(`?component=${CARS}`);
  });

  it("shows stored properties by their titles, and newest entries first", async () => {
    const asked = serveCars();
    renderStudio(AT_CARS);
    const heads = within(await grid()).getAllByRole("columnheader").map((head) => head.textContent);
    expect(heads).toEqual(expect.arrayContaining([expect.stringContaining("Licence plate"), expect.stringContaining("Price")]));
    expect(heads.join()).not.toContain("Sum");
    await within(await grid()).findAllByText("100.50");
    expect(asked[0]?.searchParams.get("$orderby")).toBe("id desc");
  });

  it("lets the server sort, search and filter", async () => {
    const asked = serveCars();
    const { user } = renderStudio(AT_CARS);
    await within(await grid()).findByText("B-1");
    await user.click(screen.getByRole("button", { name: "Price" }));
    await waitFor(() => expect(asked.at(-1)?.searchParams.get("$orderby")).toBe("Price"));
    await user.type(screen.getByRole("searchbox", { name: "Search entries" }), 'red "car');
    await waitFor(() => expect(asked.at(-1)?.searchParams.get("$search")).toBe('"red" "car"'));
    await user.click(screen.getByRole("button", { name: "Filter Licence plate" }));
    const filter = await screen.findByRole("dialog", { name: "Filter Licence plate" });
    await user.type(within(filter).getByRole("textbox", { name: "Value" }), "B'1{Enter}");
    await waitFor(() => expect(asked.at(-1)?.searchParams.get("$filter")).toBe("contains(Plate,'B''1')"));
    expect(asked.at(-1)?.searchParams.get("$search")).toBe('"red" "car"');
  });

  it("pages by the links that the server gives, there and back", async () => {
    const asked = serveCars((url) =>
      url.searchParams.has("$skiptoken")
        ? { value: [car(26)], "@odata.count": 26 }
        : { value: [car(1), car(2)], "@odata.count": 26, "@odata.nextLink": `${CARS}?$skiptoken=abc&$count=true` },
    );
    const { user } = renderStudio(AT_CARS);
    await within(await grid()).findByText("B-2");
    await user.click(screen.getByRole("button", { name: "Next page" }));
    expect(await within(await grid()).findByText("B-26")).toBeInTheDocument();
    expect(screen.getByText("26–26 of 26")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Next page" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Previous page" }));
    expect(await within(await grid()).findByText("B-2")).toBeInTheDocument();
    expect(asked.filter((url) => url.searchParams.has("$skiptoken"))).toHaveLength(1);
  });

  it("starts again at the first page when another question is asked", async () => {
    const asked = serveCars((url) => ({ value: [car(url.searchParams.has("$skiptoken") ? 26 : 1)], "@odata.count": 26, "@odata.nextLink": `${CARS}?$skiptoken=abc` }));
    const { user } = renderStudio(AT_CARS);
    await within(await grid()).findByText("B-1");
    await user.click(screen.getByRole("button", { name: "Next page" }));
    await within(await grid()).findByText("B-26");
    await user.click(screen.getByRole("button", { name: "Price" }));
    await waitFor(() => expect(asked.at(-1)?.searchParams.get("$orderby")).toBe("Price"));
    expect(screen.getByRole("button", { name: "Previous page" })).toBeDisabled();
  });

  it("says what was refused, and keeps the search that was typed", async () => {
    serveCars();
    const { user } = renderStudio(AT_CARS);
    await within(await grid()).findByText("B-1");
    serve(`GET /entries/${CARS}`, () => problem(400, "bad_query", { detail: "$search, character 3: too long" }));
    await user.type(screen.getByRole("searchbox", { name: "Search entries" }), "red");
    expect(await screen.findByText("$search, character 3: too long")).toBeInTheDocument();
    expect(screen.getByRole("searchbox", { name: "Search entries" })).toHaveValue("red");
  });

  it("tells nothing found from nothing there", async () => {
    serveCars((url) => ({ value: url.searchParams.has("$search") ? [] : [car(1)], "@odata.count": 1 }));
    const { user } = renderStudio(AT_CARS);
    await within(await grid()).findByText("B-1");
    await user.type(screen.getByRole("searchbox", { name: "Search entries" }), "nothing");
    await screen.findByText("Nothing matches the search and filters");
    await user.click(screen.getByRole("button", { name: "Show all entries" }));
    expect(await within(await grid()).findByText("B-1")).toBeInTheDocument();
  });
});

describe("an entry in Maintenance", () => {
  const history = {
    "@odata.count": 3,
    value: [
      { version: 3, kind: "marked", at: "2026-11-20T10:00:00Z", by: null, changes: [] },
      {
        version: 2,
        kind: "updated",
        at: "2026-11-19T10:00:00Z",
        by: { id: 1, name: "Ada Lovelace" },
        changes: [
          { property: "Price", title: "Price", before: "100.50", after: null },
          { property: "Colour", title: "Colour", before: "red", after: "blue" },
          { property: "Garage", title: "Garage", before: { hidden: true }, after: null },
          { property: "Drivers", title: "Drivers", before: [], after: [{ hidden: true }, 7] },
        ],
      },
      { version: 1, kind: "created", at: "2026-11-18T10:00:00Z", by: { id: 1, name: "Ada Lovelace" }, changes: [] },
    ],
  };

  function serveEntry() {
    serveCars();
    serve(`GET /entries/${CARS}/1`, car(1, { version: 3 }));
    serve(`GET /entries/${CARS}/1/history`, history);
  }

  it("opens from its row by keyboard, and its address leads back to it", async () => {
    serveEntry();
    const { user, router } = renderStudio(AT_CARS);
    await within(await grid()).findByText("B-1");
    screen.getAllByRole("row")[1]?.focus();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("dialog", { name: "Car 1" })).toBeInTheDocument();
    expect(router.state.location.search).toBe(`?component=${CARS}&entry=1`);
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(router.state.location.search).toBe(`?component=${CARS}`);
  });

  it("tells who changed what from what to what", async () => {
    serveEntry();
    renderStudio(`${AT_CARS}&entry=1`);
    const items = within(await screen.findByRole("list", { name: "History" })).getAllByRole("listitem").filter((item) => item.querySelector("time"));
    expect(items.map((item) => item.querySelector("p")?.textContent)).toEqual(["The platform marked it for deletion", "Ada Lovelace changed the entry", "Ada Lovelace created the entry"]);
    const [price, colour, garage, drivers] = within(items[1] as HTMLElement).getAllByRole("listitem");
    expect(price).toHaveTextContent("Before: 100.50");
    expect(price).toHaveTextContent("After: empty");
    expect(colour).toHaveTextContent("Colour · no longer in the model");
    expect(garage).toHaveTextContent("Before: Hidden entry");
    expect(drivers).toHaveTextContent("After: Hidden entry");
  });

  it("shows what it holds now", async () => {
    serveEntry();
    const { user } = renderStudio(`${AT_CARS}&entry=1`);
    await user.click(await screen.findByRole("tab", { name: "Values" }));
    expect(await screen.findByText("Licence plate", { selector: "dt" })).toBeInTheDocument();
    expect(screen.getByText("B-1", { selector: "dd *" })).toBeInTheDocument();
  });

  it("is marked for deletion only as it was seen", async () => {
    serveEntry();
    let asked = 0;
    serve(`DELETE /entries/${CARS}/1`, () => {
      asked += 1;
      return problem(409, "concurrent_update");
    });
    const { user } = renderStudio(`${AT_CARS}&entry=1`);
    await user.click(await screen.findByRole("button", { name: "Mark for deletion" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Mark for deletion" }));
    expect(await screen.findByText("Somebody else is changing this")).toBeInTheDocument();
    expect(asked).toBe(1);
    expect(await screen.findByRole("dialog", { name: "Car 1" })).toBeInTheDocument();
  });

  it("that is gone says so instead of showing nothing", async () => {
    serveCars();
    serve(`GET /entries/${CARS}/9`, () => problem(404, "entry_not_found"));
    serve(`GET /entries/${CARS}/9/history`, () => problem(404, "entry_not_found"));
    renderStudio(`${AT_CARS}&entry=9`);
    expect(await screen.findByText("This entry does not exist any more")).toBeInTheDocument();
  });
});

describe("an export", () => {
  it("takes what is on screen, and shows the job", async () => {
    const asked = serveCars();
    let sent: unknown;
    serve("POST /bulk/exports", (body) => {
      sent = body;
      serve("GET /bulk/jobs", [job()]);
      return job({ state: "queued" });
    });
    const { user } = renderStudio(AT_CARS);
    await within(await grid()).findByText("B-1");
    await user.type(screen.getByRole("searchbox", { name: "Search entries" }), "red");
    await waitFor(() => expect(asked.at(-1)?.searchParams.get("$search")).toBe('"red"'));
    await user.click(screen.getByRole("button", { name: "Export" }));
    const dialog = await screen.findByRole("dialog", { name: "Export entries of Cars" });
    expect(await within(dialog).findByRole("radio", { name: /2 entries, by search and filters/ })).toBeChecked();
    await user.click(within(dialog).getByRole("radio", { name: /CSV/ }));
    await user.click(within(dialog).getByRole("switch", { name: /Guard against formulas/ }));
    await user.click(within(dialog).getByRole("button", { name: "Export" }));
    const jobs = await screen.findByRole("dialog", { name: "Jobs" });
    expect(await within(jobs).findByRole("link", { name: "Download" })).toHaveAttribute("href", "/api/v1/bulk/jobs/j1/result");
    expect(sent).toMatchObject({
      component: CARS,
      format: "csv",
      query: { $search: '"red"', $orderby: "id desc" },
      options: { titles: true, references: "name", delimiter: ",", escape_formulas: true },
    });
  });

  it("that still runs shows how far it is and can be cancelled", async () => {
    serveCars();
    serve("GET /bulk/jobs", [job({ state: "running", rows_done: 500, rows_total: 2000, has_result: false, ended_at: null })]);
    let cancelled = false;
    serve("POST /bulk/jobs/j1/cancel", () => {
      cancelled = true;
      serve("GET /bulk/jobs", [job({ state: "cancelled", rows_done: 600, rows_total: 2000, has_result: false })]);
      return job({ state: "cancelling" });
    });
    const { user } = renderStudio(AT_CARS);
    await user.click(await screen.findByRole("button", { name: "Jobs: 1 job is running" }));
    const card = await screen.findByRole("article", { name: "Export of Cars as XLSX" });
    expect(card).toHaveTextContent("500 of 2,000 rows");
    expect(within(card).getByRole("progressbar")).toHaveAttribute("aria-valuenow", "25");
    await user.click(within(card).getByRole("button", { name: "Cancel" }));
    expect(await within(card).findByText(/^Cancelled/)).toBeInTheDocument();
    expect(cancelled).toBe(true);
  });
});

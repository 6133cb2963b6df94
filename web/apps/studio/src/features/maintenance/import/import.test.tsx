import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { problem, renderStudio, serve } from "../../../testing";
import { CARS, job, serveCars } from "../testing";
import type { ImportRequest } from "../api";

const CSV = new File(["Licence plate;Colour\nB-1;red\n"], "cars.csv", { type: "text/csv" });

function serveUpload() {
  const targets: unknown[] = [];
  serve("POST /uploads", (body) => {
    targets.push((body as { target: unknown }).target);
    return { id: "u1", part_size: 1024, parts: 1, received: [], expires_at: "2026-11-21T10:00:00Z" };
  });
  serve("PUT /uploads/u1/parts/0", () => new Response(null, { status: 204 }));
  serve("POST /uploads/u1/complete", { id: "f1", name: "cars.csv", size: 30, content_type: "text/csv", created_at: "2026-11-20T10:00:00Z" });
  return targets;
}

/** Answers previews as the platform does: an unknown header that is not left out keeps rows from being read. */
function servePreview(errors: object[] = []) {
  const asked: ImportRequest[] = [];
  serve("POST /bulk/preview", (body) => {
    const request = body as ImportRequest;
    asked.push(request);
    const columns = { "Licence plate": "Plate", Colour: null, ...request.options?.columns };
    const rows = request.options?.columns && "Colour" in request.options.columns ? [{ line: 2, values: { Plate: "B-1" }, errors }] : [];
    return { columns, rows };
  });
  return asked;
}

async function openImport() {
  const { user, router } = renderStudio(`/maintenance/import/${CARS}`);
  await user.upload(await screen.findByTestId<HTMLInputElement>("import-file"), CSV);
  await screen.findByRole("heading", { name: "How the file is read" });
  return { user, router };
}

describe("the import", () => {
  it("leads from a file over its columns and options to the result", async () => {
    serveCars();
    const targets = serveUpload();
    const previews = servePreview();
    let sent: unknown;
    serve("POST /bulk/imports", (body) => {
      sent = body;
      return job({ kind: "import", format: "csv", state: "queued" });
    });
    serve("GET /bulk/jobs/j1", job({ kind: "import", format: "csv", rows_done: 1, rows_total: null, created: 1, has_result: false }));
    const { user, router } = await openImport();
    expect(targets).toEqual([{ import: CARS }]);
    expect(screen.getByRole("combobox", { name: /Values are separated by/ })).toHaveTextContent("Semicolon");

    await user.click(screen.getByRole("button", { name: "Continue" }));
    expect(await screen.findByRole("combobox", { name: "Property for Licence plate" })).toHaveTextContent("Licence plate");
    expect(screen.getByRole("combobox", { name: "Property for Colour" })).toHaveTextContent("Leave out");
    expect(await screen.findByRole("cell", { name: "B-1" })).toBeInTheDocument();
    expect(previews.at(-1)?.options).toMatchObject({ delimiter: ";", columns: { "Licence plate": "Plate", Colour: null } });

    await user.click(screen.getByRole("button", { name: "Continue" }));
    await user.click(await screen.findByRole("radio", { name: /Change or create, by primary key/ }));
    await user.click(screen.getByRole("radio", { name: /Leave it out/ }));
    await user.click(screen.getByRole("button", { name: "Import" }));

    const card = await screen.findByRole("article", { name: "Import into Cars from CSV" });
    expect(card).toHaveTextContent("Completed · 1 row · 1 created");
    expect(sent).toMatchObject({ component: CARS, file: "f1", format: "csv", options: { key: "upsert", on_error: "skip" } });
    expect(router.state.location.search).toBe("?job=j1");
  });

  it("goes no further while a required property has no column", async () => {
    serveCars();
    serveUpload();
    servePreview();
    const { user } = await openImport();
    await user.click(screen.getByRole("button", { name: "Continue" }));
    await user.click(await screen.findByRole("combobox", { name: "Property for Licence plate" }));
    await user.click(await screen.findByRole("option", { name: "Leave out" }));
    expect(await screen.findByText("Choose a property for at least one column.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Continue" })).toBeDisabled();
    await user.click(screen.getByRole("combobox", { name: "Property for Colour" }));
    await user.click(await screen.findByRole("option", { name: "Price" }));
    expect(await screen.findByText("Licence plate is required in new entries: choose the column that holds it.")).toBeInTheDocument();
  });

  it("names the lines that would be refused", async () => {
    serveCars();
    serveUpload();
    servePreview([{ line: 2, property: "Plate", rule: "max_length", message: "at most 2 characters", value: "B-1" }]);
    const { user } = await openImport();
    await user.click(screen.getByRole("button", { name: "Continue" }));
    const errors = await screen.findByRole("list", { name: "Refused rows" });
    expect(within(errors).getByRole("listitem")).toHaveTextContent("Line 2Plate: at most 2 characters; given B-1");
    expect(screen.getByRole("button", { name: "Continue" })).toBeEnabled();
  });

  it("refuses a file that is no table before it is sent", async () => {
    serveCars();
    const targets = serveUpload();
    const { user } = renderStudio(`/maintenance/import/${CARS}`);
    const field = await screen.findByTestId<HTMLInputElement>("import-file");
    field.removeAttribute("accept");
    await user.upload(field, new File(["x"], "photo.png"));
    expect(await screen.findByText("photo.png cannot be imported")).toBeInTheDocument();
    expect(targets).toEqual([]);
    expect(screen.getByRole("button", { name: "Continue" })).toBeDisabled();
  });

  it("shows why an upload was refused and lets another file be chosen", async () => {
    serveCars();
    serve("POST /uploads", () => problem(413, "file_too_large", { detail: "at most 10 bytes" }));
    const { user } = renderStudio(`/maintenance/import/${CARS}`);
    await user.upload(await screen.findByTestId<HTMLInputElement>("import-file"), CSV);
    expect(await screen.findByText("at most 10 bytes")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Choose file" })).toBeEnabled();
  });

  it("keeps everything when the server refuses to start it", async () => {
    serveCars();
    serveUpload();
    servePreview();
    serve("POST /bulk/imports", () => problem(429, "too_many_jobs", { detail: "ten jobs are open" }));
    const { user } = await openImport();
    await user.click(screen.getByRole("button", { name: "Continue" }));
    await screen.findByRole("cell", { name: "B-1" });
    await user.click(screen.getByRole("button", { name: "Continue" }));
    await user.click(await screen.findByRole("radio", { name: /Leave it out/ }));
    await user.click(screen.getByRole("button", { name: "Import" }));
    expect(await screen.findByText("ten jobs are open")).toBeInTheDocument();
    expect(screen.getByRole("radio", { name: /Leave it out/ })).toBeChecked();
  });

  it("finds its job again after the page was loaded anew, with the report of what was left out", async () => {
    serveCars();
    serve("GET /bulk/jobs/j1", job({
      kind: "import",
      format: "csv",
      rows_total: null,
      refused: 1,
      has_result: false,
      has_report: true,
      error: { code: "rows_refused", status: 422, params: {}, message: "1 row breaks rules", fields: [], rows: [{ line: 7, property: "Price", rule: "type", message: "number expected", value: "x" }] },
    }));
    renderStudio(`/maintenance/import/${CARS}?job=j1`);
    const card = await screen.findByRole("article", { name: "Import into Cars from CSV" });
    expect(card).toHaveTextContent("1 row was left out");
    expect(card).toHaveTextContent("Line 7");
    expect(within(card).getByRole("link", { name: "Report" })).toHaveAttribute("href", "/api/v1/bulk/jobs/j1/report");
  });

  it("asks before a chosen file is left behind", async () => {
    serveCars();
    serveUpload();
    const { user, router } = await openImport();
    await user.click(screen.getByRole("link", { name: "Cancel" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Leave" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/maintenance/entries"));
  });
});

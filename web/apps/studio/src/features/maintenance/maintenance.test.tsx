import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";
import { CARS, serveCars } from "./testing";

const MAKERS = { key: "33333333-3333-4333-8333-333333333333", title: "Manufacturers" };
const fiat = {
  component: MAKERS,
  id: 6,
  name: "Fiat",
  marked_at: "2026-11-20T10:00:00Z",
  marked_by: { id: 1, name: "Ada Lovelace" },
  referenced_by: [{ component: { key: CARS, title: "Cars" }, property: "Maker", count: 7, entries: [11, 12], marked: false }],
};
const panda = { component: { key: CARS, title: "Cars" }, id: 11, name: "Panda", marked_at: "2026-11-20T10:00:00Z", marked_by: null, referenced_by: [] };

describe("Marked for deletion", () => {
  it("lists who marked what, and what still refers to it", async () => {
    serveCars();
    serve("GET /studio/maintenance/marked", { count: 2, value: [fiat, panda] });
    renderStudio("/maintenance/marked");
    const row = await screen.findByRole("row", { name: /Fiat/ });
    expect(row).toHaveTextContent("Manufacturers #6");
    expect(row).toHaveTextContent("Cars: Maker, 7 entries");
    expect(within(row).getByRole("link", { name: "#11" })).toHaveAttribute("href", `/maintenance/entries?component=${CARS}&entry=11`);
  });

  it("deletes what is selected and says why some stays", async () => {
    serveCars();
    serve("GET /studio/maintenance/marked", { count: 2, value: [fiat, panda] });
    let sent: unknown;
    serve("POST /studio/maintenance/marked/remove", (body) => {
      sent = body;
      serve("GET /studio/maintenance/marked", { count: 1, value: [fiat] });
      return { removed: 1, refused: [{ component: MAKERS.key, id: 6, reason: "referenced", referenced_by: fiat.referenced_by }] };
    });
    const { user } = renderStudio("/maintenance/marked");
    await screen.findByRole("row", { name: /Fiat/ });
    await user.click(screen.getByRole("checkbox", { name: "Select all rows of this page" }));
    await user.click(screen.getByRole("button", { name: "Delete 2 entries" }));
    await user.click(await screen.findByRole("button", { name: "Delete 2 for good" }));
    expect(await screen.findByText("1 entry stays as it was")).toBeInTheDocument();
    expect(screen.getByText(/other entries still refer to it/)).toBeInTheDocument();
    expect(sent).toEqual({ entries: [{ component: MAKERS.key, id: 6 }, { component: CARS, id: 11 }] });
    await waitFor(() => expect(screen.queryByRole("row", { name: /Panda/ })).not.toBeInTheDocument());
  });

  it("brings entries back, and names the one whose key is taken", async () => {
    serveCars();
    serve("GET /studio/maintenance/marked", { count: 1, value: [panda] });
    serve("POST /studio/maintenance/marked/restore", { restored: 0, refused: [{ component: CARS, id: 11, reason: "duplicate_key", referenced_by: [] }] });
    const { user } = renderStudio("/maintenance/marked");
    await screen.findByRole("row", { name: /Panda/ });
    await user.click(screen.getByRole("checkbox", { name: "Select row" }));
    await user.click(screen.getByRole("button", { name: "Restore 1 entry" }));
    expect(await screen.findByText(/Cars #11: another entry has its key now/)).toBeInTheDocument();
  });

  it("is for administrators", async () => {
    renderStudio("/maintenance/marked");
    expect(await screen.findByText("You may not open this")).toBeInTheDocument();
  });
});

describe("Messages of brokers", () => {
  const letter = {
    id: "b0000000-0000-4000-8000-000000000001",
    flow: "Input",
    step: "subscribe",
    component: { key: CARS, title: "Cars" },
    message_id: "order-17",
    run_id: null,
    received_at: "2026-11-20T10:00:00Z",
    ended_at: "2026-11-20T10:00:02Z",
    attempts: 5,
    error: { code: "upstream_error", message: "Rates answered with status 500", fields: [] },
  };

  it("say why they were not processed, and are delivered again", async () => {
    serveCars();
    serve("GET /studio/maintenance/message-letters", { count: 1, value: [letter] });
    const sent: unknown[] = [];
    serve("POST /studio/maintenance/message-letters/retry", (body) => {
      sent.push(body);
      serve("GET /studio/maintenance/message-letters", { count: 0, value: [] });
      return { done: 1 };
    });
    const { user } = renderStudio("/maintenance/messages");
    const row = await screen.findByRole("row", { name: /order-17/ });
    expect(row).toHaveTextContent("Cars");
    expect(row).toHaveTextContent("Rates answered with status 500");
    await user.click(screen.getByRole("checkbox", { name: "Select all rows of this page" }));
    await user.click(screen.getByRole("button", { name: "Deliver 1 message again" }));
    expect(await screen.findByText("No dead messages")).toBeInTheDocument();
    expect(sent).toEqual([{ letters: [letter.id] }]);
  });
});

describe("Dead letters", () => {
  const letter = (id: string, item: number) => ({
    id,
    run_id: "44444444-4444-4444-8444-444444444444",
    flow: "Import cars",
    step: "store",
    item,
    component: { key: CARS, title: "Cars" },
    queued_by: item === 0 ? "ada" : null,
    queued_at: "2026-11-20T10:00:00Z",
    ended_at: "2026-11-20T10:00:02Z",
    attempts: 1,
    error: { code: "duplicate_key", message: "another entry has the same Plate", fields: [{ field: "data.Plate", rule: "unique", message: "it is taken", params: {} }] },
  });
  const both = [letter("a0000000-0000-4000-8000-000000000001", 0), letter("a0000000-0000-4000-8000-000000000002", 8)];
  const choose = async (action: RegExp, verb: string) => {
    serveCars();
    serve("GET /studio/maintenance/dead-letters", { count: 2, value: both });
    const sent: unknown[] = [];
    serve(`POST /studio/maintenance/dead-letters/${verb}`, (body) => {
      sent.push(body);
      serve("GET /studio/maintenance/dead-letters", { count: 0, value: [] });
      return { done: 2 };
    });
    const { user } = renderStudio("/maintenance/letters");
    await user.click(await screen.findByRole("checkbox", { name: "Select all rows of this page" }));
    await user.click(screen.getByRole("button", { name: action }));
    return { user, sent };
  };

  it("say which flow could not store what, and why", async () => {
    serveCars();
    serve("GET /studio/maintenance/dead-letters", { count: 2, value: both });
    renderStudio("/maintenance/letters");
    const [first, second] = await screen.findAllByRole("row", { name: /Import cars/ });
    expect(first).toHaveTextContent("Cars, item 0");
    expect(first).toHaveTextContent("another entry has the same Plate");
    expect(first).toHaveTextContent("data.Plate: it is taken");
    expect(second).toHaveTextContent("Cars, item 8");
  });

  it("are tried again", async () => {
    const { sent } = await choose(/Try 2 entries again/, "retry");
    expect(await screen.findByText("No dead letters")).toBeInTheDocument();
    expect(sent).toEqual([{ letters: both.map(({ id }) => id) }]);
    expect(await screen.findByText("2 entries are tried again")).toBeInTheDocument();
  });

  it("are discarded when that is meant", async () => {
    const { user, sent } = await choose(/Discard 2 entries/, "discard");
    expect(sent).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Discard 2 for good" }));
    expect(await screen.findByText("No dead letters")).toBeInTheDocument();
    expect(sent).toEqual([{ letters: both.map(({ id }) => id) }]);
  });

  it("are for administrators", async () => {
    renderStudio("/maintenance/letters");
    expect(await screen.findByText("You may not open this")).toBeInTheDocument();
  });
});

describe("File rules", () => {
  it("are saved as they are meant, with the size in words", async () => {
    serveCars();
    serve("GET /studio/files/rules", { file_types: ".*", max_file_size: 52428800 });
    let sent: unknown;
    serve("PUT /studio/files/rules", (body) => {
      sent = body;
      serve("GET /studio/files/rules", body as object);
      return body as object;
    });
    const { user } = renderStudio("/maintenance/rules");
    const size = await screen.findByRole("textbox", { name: "Limit of a file in bytes" });
    expect(screen.getByText("That is 50 MB.")).toBeInTheDocument();
    await user.clear(size);
    expect(screen.getByText("A whole number of bytes, at least 1.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
    await user.type(size, "1024");
    await user.clear(screen.getByRole("textbox", { name: "Valid file types" }));
    await user.type(screen.getByRole("textbox", { name: "Valid file types" }), " .pdf, image/* ");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("The rules hold from now on")).toBeInTheDocument();
    expect(sent).toEqual({ file_types: ".pdf, image/*", max_file_size: 1024 });
  });

  it("that the server refuses stay in the form", async () => {
    serveCars();
    serve("GET /studio/files/rules", { file_types: ".*", max_file_size: 10 });
    serve("PUT /studio/files/rules", () => problem(422, "validation_failed", { fields: [{ field: "file_types", rule: "type", message: "“jpg” is no type", params: {} }] }));
    const { user } = renderStudio("/maintenance/rules");
    await user.type(await screen.findByRole("textbox", { name: "Valid file types" }), ", jpg");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("“jpg” is no type")).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Valid file types" })).toHaveValue(".*, jpg");
  });
});

describe("System", () => {
  function serveSystem(retired: object[] = []) {
    serveCars();
    serve("GET /studio/maintenance/contract", { value: retired });
    serve("GET /studio/maintenance/jobs", []);
    serve("GET /studio/maintenance/keys", keys());
  }
  const rotation = (change: object = {}) => ({ id: 4, version: 2, deep: false, state: "running", requested_by: "Ada", requested_at: "2026-11-20T10:00:00Z", ended_at: null, total: 40, done: 7, damaged: 0, error: null, ...change });
  const keys = (last: object | null = null) => ({
    provider: "none",
    kept_in: "data_folder",
    versions: [
      { version: 1, fingerprint: "aa".repeat(16), first_seen: "2026-11-01T10:00:00Z", retired_at: null, present: true, newest: false, uses: [{ place: "files.blob.wrapped_key", count: 3 }] },
      { version: 2, fingerprint: "bb".repeat(16), first_seen: "2026-11-19T10:00:00Z", retired_at: null, present: true, newest: true, uses: [] },
    ],
    rotation: last,
  });
  const work = (kind: "references" | "retired", change: object = {}) => ({ id: 7, kind, state: "running", requested_by: "Ada", requested_at: "2026-11-20T10:00:00Z", ended_at: null, references: null, retired: null, error: null, ...change });
  const over = { state: "completed", ended_at: "2026-11-20T10:00:09Z" };
  const card = (name: string) => screen.findByRole("region", { name });

  it("rebuilds references after a question and lists what leads nowhere", async () => {
    serveSystem();
    const references = { checked: 40, repaired: 2, broken: [{ component: { key: CARS, title: "Cars" }, property: "Maker", count: 1, entries: [8] }] };
    serve("POST /studio/maintenance/rebuild-references", () => {
      serve("GET /studio/maintenance/jobs", [work("references", { ...over, references })]);
      return work("references", { state: "queued" });
    });
    const { user } = renderStudio("/maintenance/system");
    await user.click(within(await card("Rebuild database references")).getByRole("button", { name: "Rebuild references" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Rebuild references" }));
    const mended = await card("Rebuild database references");
    expect(await within(mended).findByText(/40 checked, 2 mended/)).toBeInTheDocument();
    expect(within(mended).getByRole("link", { name: "#8" })).toBeInTheDocument();
  });

  it("says when the cache could not be rebuilt", async () => {
    serveSystem();
    serve("POST /studio/maintenance/rebuild-cache", () => problem(503, "unavailable", { detail: "Redis does not answer" }));
    const { user } = renderStudio("/maintenance/system");
    await user.click(within(await card("Rebuild cache")).getByRole("button", { name: "Rebuild cache" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Rebuild cache" }));
    expect(await within(await card("Rebuild cache")).findByRole("alert")).toHaveTextContent("Redis does not answer");
  });

  it("names the data that would be lost before it removes any", async () => {
    const retired = { component: { key: CARS, title: "Cars" }, property: "Colour", place: "p_1", superseded: false };
    serveSystem([retired]);
    let removed = false;
    serve("POST /studio/maintenance/contract", () => {
      removed = true;
      serve("GET /studio/maintenance/contract", { value: [] });
      serve("GET /studio/maintenance/jobs", [work("retired", { ...over, retired: { value: [retired] } })]);
      return work("retired", { state: "queued" });
    });
    const { user } = renderStudio("/maintenance/system");
    const retiredCard = await card("Remove retired data");
    await within(retiredCard).findByText("The values of 1 property can go.");
    await user.click(within(retiredCard).getByRole("button", { name: "Remove retired data" }));
    const question = await screen.findByRole("alertdialog");
    expect(question).toHaveTextContent("Cars · Colour (property removed)");
    expect(removed).toBe(false);
    await user.click(within(question).getByRole("button", { name: "Remove retired data" }));
    expect(await within(retiredCard).findByText("The values of 1 property are removed.")).toBeInTheDocument();
    expect(await within(retiredCard).findByText("There is nothing to remove.")).toBeInTheDocument();
  });

  it("shows work that goes on already, and what came of it", async () => {
    serveSystem();
    serve("GET /studio/maintenance/jobs", [work("references")]);
    renderStudio("/maintenance/system");
    const references = await card("Rebuild database references");
    expect(await within(references).findByRole("progressbar", { name: "Rebuild database references is running" })).toBeInTheDocument();
    serve("GET /studio/maintenance/jobs", [work("references", { ...over, state: "failed", error: { code: "tables_busy", status: 409, message: "try again in a moment", fields: [], params: {}, rows: [] } })]);
    expect(await within(references).findByText("The tables are busy. Try again in a moment", {}, { timeout: 5_000 })).toBeInTheDocument();
    expect(within(references).queryByRole("progressbar")).not.toBeInTheDocument();
  });

  it("says nothing of work that had ended before", async () => {
    serveSystem();
    // The other card shows that the answer, which tells of both, has come.
    serve("GET /studio/maintenance/jobs", [work("references", { ...over, references: { checked: 40, repaired: 2, broken: [] } }), work("retired", { id: 8 })]);
    renderStudio("/maintenance/system");
    await within(await card("Remove retired data")).findByRole("progressbar", { name: "Remove retired data is running" });
    const references = await card("Rebuild database references");
    expect(within(references).queryByText(/40 checked/)).not.toBeInTheDocument();
  });

  it("says when maintenance is refused", async () => {
    serveSystem();
    serve("POST /studio/maintenance/rebuild-references", problem(409, "maintenance_running", { params: { user: "Ada" } }));
    const { user } = renderStudio("/maintenance/system");
    await user.click(within(await card("Rebuild database references")).getByRole("button", { name: "Rebuild references" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Rebuild references" }));
    expect(await within(await card("Rebuild database references")).findByRole("alert")).toHaveTextContent("Maintenance is changing tables");
  });

  it("shows versions of the key, and rotates them after a question", async () => {
    serveSystem();
    let sent: unknown;
    serve("POST /studio/maintenance/keys/rotations", (body) => {
      sent = body;
      serve("GET /studio/maintenance/keys", keys(rotation()));
      return rotation({ state: "queued" });
    });
    const { user } = renderStudio("/maintenance/system");
    const rotating = await card("Rotate encryption keys");
    expect(await within(rotating).findByText(/aaaaaaaaaaaaaaaa/)).toBeInTheDocument();
    expect(within(rotating).getByText("3 values are sealed with it")).toBeInTheDocument();
    await user.click(within(rotating).getByRole("checkbox", { name: /contents of files/ }));
    await user.click(within(rotating).getByRole("button", { name: "Rotate keys" }));
    expect(sent).toBeUndefined();
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Rotate keys" }));
    expect(await within(rotating).findByText("7 of 40 sealed anew")).toBeInTheDocument();
    expect(sent).toEqual({ deep: true });
    serve("GET /studio/maintenance/keys", keys(rotation({ ...over, done: 40 })));
    expect(await within(rotating).findByText(/no older one is used any more/, {}, { timeout: 5_000 })).toBeInTheDocument();
  });

  it("cancels a rotation that somebody else had started, and says why one is refused", async () => {
    serveSystem();
    serve("GET /studio/maintenance/keys", keys(rotation()));
    let cancelled = 0;
    serve("POST /studio/maintenance/keys/rotations/4/cancel", () => {
      cancelled += 1;
      serve("GET /studio/maintenance/keys", keys(rotation({ state: "cancelled", ended_at: over.ended_at })));
      return rotation({ state: "cancelling" });
    });
    const { user } = renderStudio("/maintenance/system");
    const rotating = await card("Rotate encryption keys");
    await user.click(await within(rotating).findByRole("button", { name: "Cancel" }));
    expect(await within(rotating).findByText(/Cancelled. What was sealed/)).toBeInTheDocument();
    expect(cancelled).toBe(1);
    serve("POST /studio/maintenance/keys/rotations", problem(409, "rotation_running", { params: { user: "Ada" } }));
    await user.click(within(rotating).getByRole("button", { name: "Rotate keys" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Rotate keys" }));
    expect(await within(rotating).findByRole("alert")).toHaveTextContent("being rotated already");
  });

  it("says why keys cannot be listed", async () => {
    serveSystem();
    serve("GET /studio/maintenance/keys", () => problem(503, "unavailable", { detail: "The database does not answer" }));
    renderStudio("/maintenance/system");
    expect(await within(await card("Rotate encryption keys")).findByRole("alert")).toHaveTextContent("does not answer");
    expect(within(await card("Rotate encryption keys")).getByRole("button", { name: "Rotate keys" })).toBeDisabled();
  });

  it("offers to reset a publication only while one runs", async () => {
    serveSystem();
    serve("GET /studio/publications/current", answers.publication({ id: 9, state: "running", stage: 6, finished_at: null }));
    let reset = 0;
    serve("POST /studio/publications/9/reset", () => {
      reset += 1;
      serve("GET /studio/publications/current", answers.publication({ id: 9, state: "reset" }));
      return answers.publication({ id: 9, state: "reset" });
    });
    const { user } = renderStudio("/maintenance/system");
    const publication = await card("Reset current publication");
    expect(await within(publication).findByText(/Grace Hopper is publishing/)).toBeInTheDocument();
    await user.click(within(publication).getByRole("button", { name: "Reset publication" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Reset publication" }));
    await waitFor(() => expect(reset).toBe(1));
    expect(await within(publication).findByText("No publication is running.")).toBeInTheDocument();
  });
});

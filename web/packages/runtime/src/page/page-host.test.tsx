import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { isDirty, selectForm } from "../form/slice";
import { makeStore, openPage } from "../testing/page";
import { envelope, INVOICES, LIST_PAGE, problem, RUN_ADDRESS, sent, server, SUPPLIERS } from "../testing/server";

beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" });
});
beforeEach(() => {
  Object.assign(sent, { runs: [], reads: [], tokens: [] });
});
afterEach(() => {
  server.resetHandlers();
});
afterAll(() => {
  server.close();
});

const number = () => screen.findByRole("textbox", { name: /Number/ });
const save = async () => userEvent.click(await screen.findByRole("button", { name: "Save" }));
const answer = (body: object) => {
  server.use(http.post(RUN_ADDRESS, () => HttpResponse.json(body)));
};

describe("opening a page", () => {
  it("starts a new entry blank", async () => {
    openPage();
    expect(await number()).toHaveValue("");
    expect(sent.reads).toEqual([]);
  });

  it("loads the stored entry with the names of its references", async () => {
    openPage({ entry: 7 });
    expect(await number()).toHaveValue("A-7");
    expect(await screen.findByRole("combobox", { name: "Supplier" })).toHaveValue("Acme");
    expect(sent.reads[0]?.searchParams.get("$expand")).toBe("Supplier");
  });

  it("shows a field of the referenced entry, read-only", async () => {
    openPage({ entry: 7 });
    expect(await screen.findByText("Bonn")).toBeInTheDocument();
  });

  it("prefills a new entry with what the caller hands over", async () => {
    openPage({ prefill: { "data.Number": "B-1" } });
    expect(await number()).toHaveValue("B-1");
  });

  it("finds the same form again with everything typed", async () => {
    const store = makeStore();
    const { view } = openPage({ entry: 7 }, "form-1", store);
    await userEvent.type(await number(), "x");
    view.unmount();
    openPage({ entry: 7 }, "form-1", store);
    expect(await number()).toHaveValue("A-7x");
  });

  it("hands a refusal to the app", async () => {
    server.use(http.get("*/api/v1/workplace/components/:key", () => problem(403, "permission_denied")));
    openPage();
    expect(await screen.findByRole("alert")).toHaveTextContent("403 trace-1");
  });

  it("says that an entry is missing", async () => {
    server.use(http.get("*/api/v1/entries/:component/:id", () => problem(404, "not_found")));
    openPage({ entry: 99 });
    expect(await screen.findByRole("alert")).toHaveTextContent("404");
  });
});

describe("typing", () => {
  it("shows a bound value everywhere at once, and marks the form as unsaved until it is as before", async () => {
    const { store } = openPage({ entry: 7 });
    const name = await screen.findByRole("textbox", { name: "Name" });
    await userEvent.type(name, "!");
    expect(screen.getByText("Chairs!")).toBeInTheDocument();
    expect(isDirty(selectForm(store.getState(), "form-1"))).toBe(true);
    await userEvent.type(name, "{Backspace}");
    expect(isDirty(selectForm(store.getState(), "form-1"))).toBe(false);
  });

  it("says what is wrong when a field is left, and takes it back as soon as it is mended", async () => {
    openPage();
    await userEvent.type(await number(), "7");
    await userEvent.tab();
    expect(await screen.findByText("Enter at least 2 characters.")).toBeInTheDocument();
    await userEvent.type(await number(), "8");
    expect(screen.queryByText("Enter at least 2 characters.")).not.toBeInTheDocument();
  });
});

describe("saving through a dataflow", () => {
  it("sends the whole model, exact amounts and ids of references included, with the anti-forgery token", async () => {
    openPage({ entry: 7 });
    await number();
    await save();
    await waitFor(() => {
      expect(sent.runs).toHaveLength(1);
    });
    // By which button: the server asks whether it may be used.
    expect(sent.runs[0]?.action).toMatch(/^00000000-0000-4000-8000-/);
    expect(sent.runs[0]?.model).toMatchObject({ id: 7, data: { Number: "A-7", Total: "12345678901234567890.10", Supplier: 5 } });
    expect(sent.tokens).toEqual(["token-1"]);
  });

  it("does not send what breaks a rule: all errors shown, the first one focused", async () => {
    openPage();
    await userEvent.type(await screen.findByRole("spinbutton", { name: "Total" }), "-1");
    await save();
    const summary = await screen.findByText("2 fields need your attention");
    expect(within(summary.closest<HTMLElement>("[role=alert]") ?? document.body).getAllByRole("listitem")).toHaveLength(2);
    await waitFor(async () => {
      expect(await number()).toHaveFocus();
    });
    expect(await number()).toHaveAccessibleDescription("Fill in this field.");
    expect(sent.runs).toEqual([]);
  });

  it("tells nothing of it any more when the page is come back to; the field still does", async () => {
    const store = makeStore();
    const { view } = openPage({}, "form-1", store);
    await number();
    await save();
    await screen.findByText(/needs? your attention/);
    view.unmount();
    openPage({}, "form-1", store);
    expect(await number()).toHaveAccessibleDescription("Fill in this field.");
    expect(screen.queryByText(/needs? your attention/)).not.toBeInTheDocument();
  });

  it("leads from the summary to the field", async () => {
    openPage();
    await number();
    await save();
    await userEvent.click(await screen.findByRole("button", { name: "Number" }));
    expect(await number()).toHaveFocus();
  });

  it("takes over the answered entry with its new number, and the form is saved", async () => {
    const { went, store } = openPage();
    await userEvent.type(await number(), "C-1");
    await save();
    await waitFor(() => {
      expect(went.saved).toEqual([8]);
    });
    expect(selectForm(store.getState(), "form-1")?.head.id).toBe(8);
    expect(isDirty(selectForm(store.getState(), "form-1"))).toBe(false);
    expect(await screen.findByText("Save: done")).toBeInTheDocument();
  });

  it("leaves the form alone when the answer has another shape", async () => {
    answer(envelope([{ id: 8, data: { Foreign: 1 } }]));
    const { went, store } = openPage();
    await userEvent.type(await number(), "C-1");
    await save();
    await screen.findByText("Save: done");
    expect(went.saved).toEqual([]);
    expect(selectForm(store.getState(), "form-1")?.values).toEqual({ Number: "C-1" });
  });

  it("puts the server's field errors below their controls", async () => {
    server.use(http.post(RUN_ADDRESS, () => problem(409, "duplicate_key", { fields: [{ field: "data.Number", rule: "unique", message: "taken", params: {} }] })));
    openPage({ entry: 7 });
    await number();
    await save();
    await waitFor(async () => {
      expect(await number()).toHaveAccessibleDescription("An entry with this value already exists.");
    });
  });

  it("shows the error of a failed run like any other", async () => {
    const error = { code: "type_mismatch", status: 422, message: "x", runId: "r", traceId: "t-9", details: [] };
    answer({ ...envelope([]), status: "failed", error });
    openPage({ entry: 7 });
    await number();
    await save();
    expect(await screen.findByText("A value does not fit the field it is meant for.")).toBeInTheDocument();
    expect(screen.getByText("t-9")).toBeInTheDocument();
  });

  it("keeps what was typed when the server cannot be reached", async () => {
    server.use(http.post(RUN_ADDRESS, () => HttpResponse.error()));
    openPage({ entry: 7 });
    await userEvent.type(await number(), "x");
    await save();
    expect(await screen.findByText(/could not be reached/)).toBeInTheDocument();
    expect(await number()).toHaveValue("A-7x");
  });

  it("does not start twice", async () => {
    let finish: (() => void) | undefined;
    let started = 0;
    server.use(
      http.post(RUN_ADDRESS, async () => {
        started += 1;
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return HttpResponse.json(envelope([]));
      }),
    );
    openPage({ entry: 7 });
    const button = await screen.findByRole("button", { name: "Save" });
    await userEvent.dblClick(button);
    await waitFor(() => {
      expect(button).toBeDisabled();
    });
    await waitFor(() => {
      expect(started).toBe(1);
    });
    finish?.();
    await waitFor(() => {
      expect(button).toBeEnabled();
    });
    expect(started).toBe(1);
  });

  it("waits for a run that goes on in the background", async () => {
    server.use(
      http.post(RUN_ADDRESS, () => HttpResponse.json({ ...envelope([]), status: "running" }, { status: 202 })),
      http.get("*/api/v1/workplace/runs/r", () => HttpResponse.json(envelope([{ id: 7, data: { Name: "From the run" } }]))),
    );
    openPage({ entry: 7 });
    await number();
    await save();
    expect(await screen.findByText("From the run")).toBeInTheDocument();
  });

  it("follows form actions, the last one that leads elsewhere", async () => {
    const actions = [
      { kind: "open_page", page: LIST_PAGE, parameters: null },
      { kind: "open_component", component: SUPPLIERS, page: null, parameters: { id: 5, "data.City": "Bonn" } },
    ];
    answer(envelope([], actions));
    const { went } = openPage({ entry: 7 });
    await number();
    await save();
    await waitFor(() => {
      expect(went.open).toEqual([{ component: SUPPLIERS, page: undefined, entry: 5, prefill: { "data.City": "Bonn" } }]);
    });
  });

  it.each([
    ["download_file", "invoice.pdf", ""],
    ["open_file_in_new_tab", "", "_blank"],
  ])("%s follows a link of the platform only", async (kind, download, target) => {
    const url = "/api/v1/file-links/abc";
    const clicked: { href: string | null; download: string; target: string; rel: string }[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      clicked.push({ href: this.getAttribute("href"), download: this.download, target: this.target, rel: this.rel });
    });
    answer(envelope([], [{ kind, url: "https://elsewhere.example/x", name: "x" }, { kind, url, name: "invoice.pdf" }]));
    openPage({ entry: 7 });
    await number();
    await save();
    await waitFor(() => {
      expect(clicked).toEqual([{ href: url, download, target, rel: "noopener noreferrer" }]);
    });
    expect(await screen.findByText("The flow sent no file.")).toBeInTheDocument();
    click.mockRestore();
  });

  it("opens a sidebar as the flow describes it, with a model of its own", async () => {
    answer(envelope([], [{ kind: "open_sidebar", component: INVOICES, page: null, title: "Next", position: "left", h_size: 300, v_size: null, parameters: { "data.Name": "From the flow" } }]));
    openPage({ entry: 7 });
    await number();
    await save();
    const dialog = await screen.findByRole("dialog", { name: "Next" });
    expect(await within(dialog).findByDisplayValue("From the flow")).toBeInTheDocument();
  });
});

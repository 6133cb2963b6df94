import { onSessionOpened } from "@aqtra/api";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { selectForm } from "../form/slice";
import { openPage } from "../testing/page";
import { envelope, INVOICES, invoices, LIST_PAGE, problem, RUN_ADDRESS, sent, server, SUPPLIERS } from "../testing/server";

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

describe("other commands", () => {
  const withButton = (settings: object) => {
    const extra = { id: "99999999-0000-4000-8000-000000000000", kind: "button", name: "Extra", settings: { label: { translation_key: "", translation_value: "Extra" }, ...settings }, children: [] };
    server.use(http.get("*/api/v1/workplace/components/:key", ({ params }) => (params.key === INVOICES ? HttpResponse.json(invoices([extra])) : problem(404, "not_found"))));
  };
  const press = async () => userEvent.click(await screen.findByRole("button", { name: "Extra" }));

  it("goes on as whom a flow has signed in", async () => {
    const opened = { user: { id: 2, user_name: "ada", display_name: "Ada" }, rights: [], csrf_token: "of-ada", password_change_required: false };
    const tokens: (string | null)[] = [];
    server.use(
      http.post(RUN_ADDRESS, ({ request }) => {
        tokens.push(request.headers.get("x-aqtra-token"));
        return HttpResponse.json({ ...envelope([]), session: opened });
      }),
    );
    const told: number[] = [];
    onSessionOpened(({ user }) => told.push(user?.id ?? 0));
    openPage({ entry: 7 });
    await userEvent.click(await screen.findByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(told).toEqual([2]);
    });
    await userEvent.click(await screen.findByRole("button", { name: "Save" }));
    await waitFor(() => {
      expect(tokens.at(-1)).toBe("of-ada");
    });
  });

  it("opens another page of the component with the same form", async () => {
    const { went } = openPage({ entry: 7 });
    await userEvent.click(await screen.findByRole("button", { name: "List" }));
    expect(went.open).toEqual([{ component: INVOICES, page: LIST_PAGE, form: "form-1", entry: 7 }]);
  });

  it("opens another application, id to id and the rest as prefill", async () => {
    withButton({
      command_type: "open_application",
      component: SUPPLIERS,
      action_parameters: [
        { target: "id", source: "data.Supplier" },
        { target: "data.City", source: "data.Name" },
        { target: "data.Kind", const: "x" },
      ],
    });
    const { went } = openPage({ entry: 7 });
    await press();
    expect(went.open[0]).toMatchObject({ component: SUPPLIERS, entry: 5, prefill: { "data.City": "Chairs", "data.Kind": "x" } });
  });

  it("goes back without checking anything", async () => {
    withButton({ command_type: "navigation_back" });
    const { went } = openPage();
    await press();
    expect(went.back).toBe(1);
  });

  it.each([
    ["execute_workflow", /Workflows are not available/],
    ["execute_script", /a function of the component's script, and there is none/],
    ["execute_dataflow", /not connected to a dataflow/],
    ["open_application", /target is not set/],
  ])("says clearly why %s does nothing", async (command_type, message) => {
    withButton({ command_type });
    openPage({ entry: 7 });
    await press();
    expect(await screen.findByText(message)).toBeInTheDocument();
  });

  it("opens a page in a dialog with a model of its own, and closes it as cancelled by Back", async () => {
    withButton({ command_type: "open_modal", component: INVOICES, dialog_title: { translation_key: "", translation_value: "Pick" } });
    const { store } = openPage({ entry: 7 });
    await press();
    const dialog = await screen.findByRole("dialog", { name: "Pick" });
    const inside = await within(dialog).findByRole("textbox", { name: /Number/ });
    await userEvent.type(inside, "Z-1");
    expect(selectForm(store.getState(), "form-1")?.values.Number).toBe("A-7");
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });
    expect(Object.keys(store.getState().runtime.forms)).toEqual(["form-1"]);
  });
});

describe("a list page", () => {
  it("shows fields of referenced entries with one more request, however many rows there are", async () => {
    openPage({ page: LIST_PAGE });
    expect(await screen.findByRole("gridcell", { name: "Bonn" })).toBeInTheDocument();
    expect(sent.reads.map((url) => url.pathname.split("/").at(-1))).toEqual([INVOICES, SUPPLIERS]);
    expect(sent.reads[1]?.searchParams.get("$filter")).toBe("id in (5)");
  });

  it("opens the clicked entry on the first page, and a blank one with Add", async () => {
    const { went } = openPage({ page: LIST_PAGE });
    await userEvent.click(await screen.findByRole("gridcell", { name: "Chairs" }));
    await userEvent.click(screen.getByRole("button", { name: "Add" }));
    expect(went.open).toMatchObject([
      { component: INVOICES, entry: 7 },
      { component: INVOICES, entry: undefined },
    ]);
  });
});


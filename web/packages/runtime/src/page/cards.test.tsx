import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { openPage } from "../testing/page";
import { envelope, INVOICES, invoices, RUN_ADDRESS, SAVE, sent, server, stored, SUPPLIERS } from "../testing/server";

const caption = (translation_value: string) => ({ translation_key: "", translation_value });
let count = 0;
const element = (kind: string, settings: object = {}, children: object[] = []) => {
  count += 1;
  return { id: `99999999-0000-4000-8000-${String(count).padStart(12, "0")}`, kind, name: `${kind}_card_${count}`, settings, children };
};
const save = () => element("button", { label: caption("Store"), command_type: "execute_dataflow", linked_dataflow: SAVE });
const text = (binding: string) => element("text_field", { binding, label: caption(binding) });
const listOf = (children: object[], settings: object = {}) => element("list_view", { component: INVOICES, ...settings }, children);

const chairs = { ...stored, id: 7, name: "Chairs" };
const tables = { ...stored, id: 8, name: "Tables", data: { ...stored.data, Name: "Tables", Number: "A-8", Supplier: { id: 6, name: "Hidden" } } };
const acme = { ...stored, id: 5, name: "Acme", data: { City: "Bonn", Invoices: [{ id: 8, name: "Tables" }] } };

/** A page that holds nothing but these elements. */
function onPage(...elements: object[]) {
  const definition = invoices();
  const [form] = definition.pages;
  const page = { ...form, children: elements };
  server.use(
    http.get("*/api/v1/workplace/components/:key", ({ params }) => {
      if (params.key === INVOICES) return HttpResponse.json({ ...definition, pages: [page] });
      const properties = [
        { id: "c", name: "City", title: "City", type: "string", required: false },
        { id: "i", name: "Invoices", title: "Invoices", type: "array", component: INVOICES, required: false },
      ];
      return HttpResponse.json({ key: SUPPLIERS, version: 1, title: "Suppliers", access_mode: "private", properties, pages: [], flows: [] });
    }),
  );
}

const card = async (name: string) => screen.findByRole("listitem", { name });
const reads = () => sent.reads.map((url) => url.pathname.split("/").at(-1));

beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" });
});
beforeEach(() => {
  Object.assign(sent, { runs: [], reads: [], tokens: [] });
  server.use(
    http.get("*/api/v1/entries/:component", ({ request, params }) => {
      const url = new URL(request.url);
      sent.reads.push(url);
      if (params.component === SUPPLIERS) return HttpResponse.json({ "@odata.count": 1, value: [acme] });
      const only = /Supplier eq (\d+)|id in \((\d+)\)/.exec(url.searchParams.get("$filter") ?? "");
      const found = [chairs, tables].filter(({ id, data }) => !only || String(data.Supplier.id) === only[1] || String(id) === only[2]);
      return HttpResponse.json({ "@odata.count": found.length, value: found });
    }),
    http.get("*/api/v1/entries/:component/:id", ({ params, request }) => {
      sent.reads.push(new URL(request.url));
      return HttpResponse.json(params.id === "8" ? tables : chairs);
    }),
  );
});
afterEach(() => {
  server.resetHandlers();
});
afterAll(() => {
  server.close();
});

describe("cards of a list", () => {
  it("show each its own entry, with two requests whatever the number of cards", async () => {
    onPage(listOf([text("data.Number"), element("label", { binding: "data.Supplier.City" })]));
    openPage();
    expect(await within(await card("Chairs")).findByRole("textbox", { name: "data.Number" })).toHaveValue("A-7");
    expect(await within(await card("Tables")).findByRole("textbox", { name: "data.Number" })).toHaveValue("A-8");
    expect(await within(await card("Chairs")).findByText("Bonn")).toBeInTheDocument();
    // The supplier of the other may not be seen: nobody asks for it a second time.
    expect(within(await card("Tables")).queryByText("Bonn")).not.toBeInTheDocument();
    expect(reads()).toEqual([INVOICES, SUPPLIERS]);
  });

  it("keep what is typed to themselves, and run their flow with it for their own entry", async () => {
    onPage(text("data.Number"), listOf([text("data.Name"), save()]));
    openPage({ entry: 7 });
    await userEvent.type(await within(await card("Tables")).findByRole("textbox"), "!");
    expect(await within(await card("Chairs")).findByRole("textbox")).toHaveValue("Chairs");
    await userEvent.click(await within(await card("Tables")).findByRole("button", { name: "Store" }));
    await waitFor(() => {
      expect(sent.runs[0]?.model).toMatchObject({ id: 8, data: { Name: "Tables!", Number: "A-8", Supplier: 6 } });
    });
    expect(sent.runs).toHaveLength(1);
  });

  it("run the same button in two cards at a time, each busy for itself", async () => {
    const waiting: (() => void)[] = [];
    server.use(
      http.post(RUN_ADDRESS, async ({ request }) => {
        const run = (await request.json()) as (typeof sent.runs)[number];
        sent.runs.push(run);
        await new Promise<void>((resolve) => waiting.push(resolve));
        return HttpResponse.json(envelope([run.model]));
      }),
    );
    onPage(listOf([save()]));
    openPage();
    await userEvent.click(await within(await card("Chairs")).findByRole("button", { name: /Store/ }));
    expect(await within(await card("Chairs")).findByRole("button", { name: /Store/ })).toBeDisabled();
    expect(await within(await card("Tables")).findByRole("button", { name: /Store/ })).toBeEnabled();
    await userEvent.click(await within(await card("Tables")).findByRole("button", { name: /Store/ }));
    await waitFor(() => {
      expect(sent.runs.map(({ model }) => model.id)).toEqual([7, 8]);
    });
    for (const finish of waiting) finish();
    await waitFor(async () => {
      expect(await within(await card("Chairs")).findByRole("button", { name: /Store/ })).toBeEnabled();
    });
  });

  it("show below their own control what the server refuses; the page says that something is wrong", async () => {
    const details = [{ field: "data.Number", rule: "unique", params: {}, message: "taken" }];
    server.use(
      http.post(RUN_ADDRESS, () =>
        HttpResponse.json({ ...envelope([]), status: "failed", error: { code: "validation_failed", status: 422, message: "", details, traceId: "t" } }),
      ),
    );
    onPage(text("data.Number"), listOf([text("data.Number"), save()]));
    openPage({ entry: 7 });
    await userEvent.click(await within(await card("Tables")).findByRole("button", { name: "Store" }));
    expect(await within(await card("Tables")).findByText("An entry with this value already exists.")).toBeInTheDocument();
    expect(screen.getAllByText("An entry with this value already exists.")).toHaveLength(1);
    expect(screen.getByText("Some fields need your attention.")).toBeInTheDocument();
  });

  it("hand values of their entry to another application", async () => {
    onPage(
      listOf([
        element("button", { label: caption("Open"), command_type: "open_application", component: SUPPLIERS, action_parameters: [{ target: "id", source: "data.Supplier" }] }),
      ]),
    );
    const { went } = openPage();
    await userEvent.click(await within(await card("Tables")).findByRole("button", { name: "Open" }));
    expect(went.open).toMatchObject([{ component: SUPPLIERS, entry: 6 }]);
  });

  it("show what is stored after the rows were read again", async () => {
    onPage(listOf([text("data.Number"), save()]));
    openPage();
    await card("Chairs");
    server.use(http.get("*/api/v1/entries/:component", () => HttpResponse.json({ "@odata.count": 1, value: [{ ...chairs, data: { ...chairs.data, Number: "B-1" } }] })));
    await userEvent.click(await within(await card("Chairs")).findByRole("button", { name: "Store" }));
    await waitFor(async () => {
      expect(await within(await card("Chairs")).findByRole("textbox")).toHaveValue("B-1");
    });
    expect(screen.queryByRole("listitem", { name: "Tables" })).not.toBeInTheDocument();
  });

  it("leave nothing behind in the store when they go", async () => {
    onPage(listOf([text("data.Number")]));
    const { store, view } = openPage();
    await card("Chairs");
    expect(Object.keys(store.getState().runtime.forms)).toHaveLength(3);
    view.unmount();
    expect(Object.keys(store.getState().runtime.forms)).toEqual(["form-1"]);
  });

  it("are checked neither with the form nor do they keep it from being saved", async () => {
    onPage(text("data.Number"), listOf([element("text_field", { binding: "data.Name", required: true })]), save());
    openPage({ entry: 7 });
    await userEvent.clear(await within(await card("Chairs")).findByRole("textbox"));
    await userEvent.click(screen.getByRole("button", { name: "Store" }));
    await waitFor(() => {
      expect(sent.runs).toHaveLength(1);
    });
  });
});

describe("a list inside of a card", () => {
  const board = (settings: object = {}) =>
    element("list_view", { component: SUPPLIERS, orientation: "horizontal" }, [
      element("label", { binding: "data.City" }),
      listOf([element("label", { binding: "data.Number" }), save()], { dynamic_filters: [{ field: "data.Supplier", source: "id" }], ...settings }),
    ]);

  it("filters by the entry of the card", async () => {
    onPage(board());
    openPage();
    const outer = await card("Acme");
    expect(await within(outer).findByText("A-7")).toBeInTheDocument();
    expect(sent.reads.map((url) => url.searchParams.get("$filter"))).toEqual([null, "Supplier eq 5"]);
    expect(within(outer).getByRole("list", { name: "Invoices: Acme" })).toBeInTheDocument();
  });

  it("opens its own entry on a click, and only that", async () => {
    onPage(board({ command_type: "edit_record" }));
    const { went } = openPage();
    await userEvent.click(await within(await card("Acme")).findByText("Bonn"));
    await userEvent.click(await screen.findByText("A-7"));
    expect(went.open).toMatchObject([{ component: INVOICES, entry: 7 }]);
  });

  it("runs flows for its own entry", async () => {
    onPage(board());
    openPage();
    await userEvent.click(await screen.findByRole("button", { name: "Store" }));
    await waitFor(() => {
      expect(sent.runs[0]?.model).toMatchObject({ id: 7, data: { Number: "A-7" } });
    });
  });

  it("may show what a property of the card's entry refers to, without naming a component", async () => {
    onPage(board({ component: undefined, dynamic_filters: [], data_model_source: "data.Invoices", command_type: "execute_dataflow", linked_dataflow: SAVE }));
    openPage();
    await userEvent.click(await screen.findByText("A-8"));
    await waitFor(() => {
      expect(sent.runs[0]?.model).toMatchObject({ id: 8, data: { Number: "A-8" } });
    });
  });
});

describe("dropping a card", () => {
  it("takes it back while no script of the page can answer", async () => {
    onPage(listOf([element("label", { binding: "data.Number" })], { enable_drag_and_drop: true }));
    openPage();
    const chair = await card("Chairs");
    chair.focus();
    fireEvent.keyDown(chair, { code: "Space" });
    await screen.findByText("Chairs picked up.");
    await waitFor(() => {
      fireEvent.keyDown(document, { code: "ArrowDown" });
      expect(screen.getByText(/place 2 of 2/)).toBeInTheDocument();
    });
    fireEvent.keyDown(document, { code: "Space" });
    expect(await screen.findByText(/nothing on this page handles the move/)).toBeInTheDocument();
    expect(screen.getAllByRole("listitem").map((item) => item.getAttribute("aria-label"))).toEqual(["Chairs", "Tables"]);
  });
});

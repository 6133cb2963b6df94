import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { openPage } from "../testing/page";
import { INVOICES, invoices, problem, SAVE, sent, server } from "../testing/server";

const caption = (translation_value: string) => ({ translation_key: "", translation_value });
let count = 0;
const element = (kind: string, settings: object = {}, children: object[] = []) => {
  count += 1;
  return { id: `88888888-0000-4000-8000-${String(count).padStart(12, "0")}`, kind, name: `${kind}_focus_${count}`, settings, children };
};
const panel = (...children: object[]) => element("panel", { orientation: "vertical" }, children);
const field = (binding: string, settings: object = {}) => element("text_field", { binding, ...settings });

function onPage(...elements: object[]) {
  const definition = invoices();
  const save = element("button", { label: caption("Save"), command_type: "execute_dataflow", linked_dataflow: SAVE });
  const page = { ...definition.pages[0], children: [...elements, save] };
  server.use(http.get("*/api/v1/workplace/components/:key", ({ params }) => (params.key === INVOICES ? HttpResponse.json({ ...definition, pages: [page] }) : problem(404, "not_found"))));
}

const tabs = (second: object = {}) =>
  element("tab_control", { tab_panels: [{ title: caption("General") }, { title: caption("Details"), ...second }] }, [
    panel(field("data.Name")),
    panel(element("tab_control", { tab_panels: [{ title: caption("Inner") }, { title: caption("Deep") }] }, [panel(element("label")), panel(field("data.Number"))])),
  ]);
const save = async () => userEvent.click(await screen.findByRole("button", { name: "Save" }));

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

describe("an invalid field in a tab that was never shown", () => {
  it("comes to the front with all tabs around it, and is focused", async () => {
    onPage(tabs());
    openPage();
    await screen.findByRole("tab", { name: "General" });
    await save();
    await waitFor(() => {
      expect(screen.getByRole("textbox", { name: /Number/ })).toHaveFocus();
    });
    for (const name of ["Details", "Deep"]) expect(screen.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
    expect(screen.getByRole("textbox", { name: /Number/ })).toHaveAccessibleDescription("Fill in this field.");
    expect(sent.runs).toEqual([]);
  });

  it("is where the link of the summary leads", async () => {
    onPage(tabs());
    openPage();
    await save();
    await userEvent.click(await screen.findByRole("tab", { name: "General" }));
    const summary = await screen.findByRole("alert");
    await userEvent.click(within(summary).getByRole("button", { name: "Number" }));
    await waitFor(() => {
      expect(screen.getByRole("textbox", { name: /Number/ })).toHaveFocus();
    });
  });

  it("is not asked for while nobody can come to its tab", async () => {
    onPage(tabs({ visible: false }));
    openPage();
    await screen.findByRole("tab", { name: "General" });
    await save();
    await waitFor(() => {
      expect(sent.runs).toHaveLength(1);
    });
  });
});

describe("the first invalid field", () => {
  it("is the first of the page, whatever was drawn first", async () => {
    onPage(tabs(), element("number", { binding: "data.Total", required: true }));
    openPage();
    await screen.findByRole("tab", { name: "General" });
    await userEvent.click(screen.getByRole("tab", { name: "Details" }));
    await save();
    await waitFor(() => {
      expect(screen.getByRole("textbox", { name: /Number/ })).toHaveFocus();
    });
  });

  it("is none in the card of a list, though it has the same name there", async () => {
    onPage(element("list_view", { component: INVOICES }, [field("data.Number")]), field("data.Number"));
    openPage();
    await screen.findByRole("listitem");
    await save();
    await waitFor(() => {
      expect(document.activeElement).toHaveAttribute("data-field", "data.Number");
    });
    expect(document.activeElement?.closest("[data-card]")).toBeNull();
  });
});

import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";

import { openPage } from "../testing/page";
import { INVOICES, invoices, problem, sent, server } from "../testing/server";

const OVER = "Total > 100";
const TREE = ["compare", ["path", "Total"], ">", ["number", "100"]];
const NEW = "entry.is_new";

beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" });
});
beforeEach(() => {
  sent.runs.length = 0;
  const note = { id: "99999999-0000-4000-8000-000000000001", kind: "text_field", name: "Reason", settings: { label: { translation_key: "", translation_value: "Reason" }, binding: "data.Name", visible_when: OVER, required_when: OVER, disabled_when: NEW }, children: [] };
  const definition = { ...invoices([note]), expressions: { [OVER]: TREE, [NEW]: ["path", "entry", "is_new"] } };
  server.use(http.get("*/api/v1/workplace/components/:key", ({ params }) => (params.key === INVOICES ? HttpResponse.json(definition) : problem(404, "not_found"))));
});
afterEach(() => {
  server.resetHandlers();
});
afterAll(() => {
  server.close();
});

const total = () => screen.findByRole("spinbutton", { name: "Total" });
const reason = () => screen.queryByRole("textbox", { name: /Reason/ });

it("shows an element while its condition holds", async () => {
  openPage({ prefill: { "data.Total": "100" } });
  await userEvent.type(await total(), "1");
  await waitFor(() => {
    expect(reason()).toBeInTheDocument();
  });
  await userEvent.clear(await total());
  await waitFor(() => {
    expect(reason()).not.toBeInTheDocument();
  });
});

it("disables it by another one", async () => {
  openPage({ prefill: { "data.Total": "101" } });
  await total();
  expect(reason()).toBeDisabled();
});

it("asks for a value only where the condition says so", async () => {
  openPage({ entry: 7, prefill: { "data.Name": "", "data.Total": "101" } });
  await total();
  expect(reason()).toBeEnabled();
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => {
    expect(reason()).toBeInvalid();
  });
  expect(sent.runs).toEqual([]);
  await userEvent.clear(await total());
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => {
    expect(sent.runs).toHaveLength(1);
  });
});

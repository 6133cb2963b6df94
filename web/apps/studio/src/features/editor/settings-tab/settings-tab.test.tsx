import { randomIds, undo } from "@aqtra/model";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { invoices } from "../testing/invoices";
import { renderEditor } from "../testing/render-editor";
import { server } from "../testing/server";
import { newInputFlow, proxyNeeds } from "./proxy-needs";
import { SettingsTab } from "./settings-tab";

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

it("restricts access to the component, says what that means, and takes it back", async () => {
  const { document, session } = renderEditor(<SettingsTab />, invoices());
  const restrict = screen.getByRole("switch", { name: "Restrict access" });
  expect(restrict).toHaveAccessibleDescription(/Only people with a role that names this component open it/);
  await userEvent.click(restrict);
  expect(document().settings.restrict_access).toBe(true);
  expect(undo(session().history).document.settings.restrict_access).toBe(false);
});

it("switches proxy mode on, says what is missing, and makes the flow that answers", async () => {
  const { document, session } = renderEditor(<SettingsTab />, invoices());
  expect(screen.queryByRole("list", { name: "What proxy mode needs" })).toBeNull();
  await userEvent.click(screen.getByRole("switch", { name: "Proxy mode" }));
  expect(document().settings.proxy_mode).toBe(true);
  expect(screen.getAllByLabelText("Missing")).toHaveLength(4);
  await userEvent.click(screen.getByRole("button", { name: "Make the Input dataflow" }));
  const flow = document().flows[0];
  expect(flow?.kind).toBe("input_dataflow");
  expect(flow?.stages.flatMap(({ steps }) => steps.map(({ type }) => type))).toEqual(["proxy_query_entry", "proxy_get_entry", "write_response"]);
  expect(session().view.tab).toBe(flow?.key);
  expect(screen.getAllByLabelText("Missing")).toHaveLength(1);
  expect(screen.getByRole("button", { name: "Open the Input dataflow" })).toBeVisible();
});

it("counts an entry step only when something answers after it", () => {
  const made = newInputFlow(invoices(), randomIds, { requests: "R", answer: "A", list: "L", one: "O", response: "W" });
  const [first, last] = made.stages;
  const loose = { ...made, stages: [first, { ...last, steps: [] }] } as typeof made;
  const met = (flow: typeof made) => proxyNeeds({ ...invoices(), flows: [flow] }).filter((state) => state.met).map(({ need }) => need);
  expect(met(made)).toEqual(["flow", "query_entry", "get_entry"]);
  expect(met(loose)).toEqual(["flow"]);
});

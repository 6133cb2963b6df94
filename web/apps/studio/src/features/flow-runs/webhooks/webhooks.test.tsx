import type { ComponentDocument, Flow } from "@aqtra/model";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";

import { answers, problem, renderPart, serve } from "../../../testing";
import { FlowRuns } from "../flow-runs";
import { RunButtons, RunPanel } from "../index";

const flow: Flow = { key: "22222222-2222-4222-8222-222222222222", kind: "dataflow", name: "Save", restrict_access: false, generate_api_definition: false, atomic: false, safe_to_repeat: false, stages: [] };
const document: ComponentDocument = { ...answers.document, flows: [flow] };
const LIST = "/studio/components/:key/flows/:flow/webhooks";

const webhook = (more: object = {}) => ({
  id: "w1", name: "Shop orders", address: "/api/v1/hooks/w1", preset: "github", delivery_header: "X-GitHub-Delivery", responds: false,
  created_at: "2026-11-28T10:00:00Z", earlier_until: null, proof: { header: "X-Hub-Signature-256" }, ...more,
});

async function open() {
  const drawn = renderPart(
    <FlowRuns document={document} flow={flow}>
      <RunButtons />
      <RunPanel />
    </FlowRuns>,
  );
  await drawn.user.click(await screen.findByRole("button", { name: "Webhooks" }));
  return drawn;
}

let stored: object[] = [];
beforeEach(() => {
  stored = [];
  serve(`GET ${LIST}`, () => stored);
});

it("makes a webhook and shows its secret once", async () => {
  let sent: unknown;
  serve(`POST ${LIST}`, (body) => {
    sent = body;
    stored = [webhook()];
    return { ...webhook(), secret: "s3cret-of-the-webhook" };
  });
  const { user } = await open();
  await user.click(await screen.findByRole("button", { name: "New webhook" }));
  const dialog = within(await screen.findByRole("dialog", { name: "New webhook" }));
  expect(dialog.getByRole("button", { name: "Make webhook" })).toBeDisabled();
  await user.type(dialog.getByRole("textbox", { name: /Name/ }), "Shop orders");
  await user.click(dialog.getByRole("button", { name: "Make webhook" }));
  const secret = within(await screen.findByRole("dialog", { name: "Secret of Shop orders" }));
  expect(secret.getByRole("textbox", { name: "Secret" })).toHaveValue("s3cret-of-the-webhook");
  await user.click(secret.getByRole("button", { name: "Done" }));
  expect(await screen.findByText(`${window.location.origin}/api/v1/hooks/w1`)).toBeInTheDocument();
  expect(screen.queryByText("s3cret-of-the-webhook")).not.toBeInTheDocument();
  expect(sent).toEqual({ name: "Shop orders", preset: "github", responds: false });
});

it("describes another signature and says what was refused", async () => {
  let sent: unknown;
  serve(`POST ${LIST}`, (body) => {
    sent = body;
    return problem(409, "too_many_webhooks", { detail: "a flow has at most 20 webhooks" });
  });
  const { user } = await open();
  await user.click(await screen.findByRole("button", { name: "New webhook" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByRole("textbox", { name: /^Name/ }), "Bank");
  await user.click(dialog.getByRole("combobox", { name: "How the sender proves itself" }));
  await user.click(await screen.findByRole("option", { name: /Another signature/ }));
  const header = dialog.getByRole("textbox", { name: "Header with the signature" });
  await user.clear(header);
  await user.type(header, "X-Bank");
  await user.click(dialog.getByRole("button", { name: "Make webhook" }));
  expect(await dialog.findByText("a flow has at most 20 webhooks")).toBeInTheDocument();
  expect(sent).toEqual({ name: "Bank", preset: "custom", responds: false, proof: { header: "X-Bank", prefix: "", encoding: "hex", signed: "{body}" } });
});

it("draws a new secret after a question", async () => {
  stored = [webhook()];
  serve("POST /studio/webhooks/:id/secret", { ...webhook({ earlier_until: "2026-11-29T10:00:00Z" }), secret: "the-next-secret" });
  const { user } = await open();
  await user.click(await screen.findByRole("button", { name: "New secret for Shop orders" }));
  await user.click(await screen.findByRole("button", { name: "Draw a new secret" }));
  expect(await screen.findByRole("textbox", { name: "Secret" })).toHaveValue("the-next-secret");
});

it("deletes after a question", async () => {
  stored = [webhook()];
  serve("DELETE /studio/webhooks/:id", () => {
    stored = [];
    return new Response(null, { status: 204 });
  });
  const { user } = await open();
  await user.click(await screen.findByRole("button", { name: "Delete Shop orders" }));
  await user.click(await screen.findByRole("button", { name: "Delete webhook" }));
  expect(await screen.findByText("No webhooks yet")).toBeInTheDocument();
});

it("lists deliveries with their reasons and runs", async () => {
  stored = [webhook()];
  const delivery = { received_at: "2026-11-28T10:00:00Z", size: 13, address: "192.0.2.1", run_id: null, run_state: null, reason: null };
  serve("GET /studio/webhooks/:id/deliveries", [
    { ...delivery, id: "d2", state: "refused", reason: "timestamp_off" },
    { ...delivery, id: "d1", state: "accepted", run_id: "r1", run_state: "completed" },
  ]);
  const { user } = await open();
  await user.click(await screen.findByRole("button", { name: "Deliveries of Shop orders" }));
  const rows = within(await screen.findByRole("table", { name: "Deliveries of Shop orders" })).getAllByRole("row");
  expect(rows.slice(1).map((row) => within(row).getAllByRole("cell").slice(1).map((cell) => cell.textContent))).toEqual([
    ["Refused: the timestamp is too old or ahead", "", "192.0.2.1", "13 bytes"],
    ["Accepted", "Completed", "192.0.2.1", "13 bytes"],
  ]);
});

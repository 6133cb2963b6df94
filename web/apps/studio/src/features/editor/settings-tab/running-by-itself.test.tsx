import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { InputDataflow } from "../input-dataflow";
import { EditorTabs } from "../tabs/editor-tabs";
import { invoices } from "../testing/invoices";
import { renderEditor } from "../testing/render-editor";
import { server } from "../testing/server";
import { RunAsField } from "./run-as-field";
import { ScheduleField } from "./schedule-field";

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const UPCOMING = "*/api/v1/studio/schedules/upcoming";

it("says what an expression means and when it is due", async () => {
  server.use(http.get(UPCOMING, () => HttpResponse.json({ zone: "Europe/Berlin", upcoming: ["2026-06-02T06:00:00+02:00"], reason: null })));
  const { document } = renderEditor(<ScheduleField />, invoices());
  await userEvent.type(screen.getByRole("combobox", { name: "Schedule" }), "0 6 * * *");
  expect(await screen.findByText(/Every day at 06:00\. Next: .*6:00.* zone Europe\/Berlin/)).toBeInTheDocument();
  expect(document().settings.cron).toBe("0 6 * * *");
});

it("says why an expression cannot be read", async () => {
  server.use(http.get(UPCOMING, () => HttpResponse.json({ zone: "UTC", upcoming: [], reason: "a field holds what it may not" })));
  renderEditor(<ScheduleField />, invoices());
  const field = screen.getByRole("combobox", { name: "Schedule" });
  await userEvent.type(field, "61 * * * *");
  expect(await screen.findByText(/This cannot be read: a field holds what it may not/)).toBeInTheDocument();
  await waitFor(() => expect(field).toBeInvalid());
});

it("tells how the published schedule stands", async () => {
  const state = { active: true, zone: "UTC", cron: "0 6 * * *", next_at: "2026-06-02T06:00:00Z", last_at: null, last_success: null, skipped_at: null, running: true };
  server.use(http.get("*/api/v1/studio/components/:key/schedule", () => HttpResponse.json(state)));
  renderEditor(<ScheduleField />, invoices());
  expect(await screen.findByText(/Published\. Next start .* A run is going on\./)).toBeInTheDocument();
});

it("chooses a Run-as user by name, and nobody again", async () => {
  const ada = { id: 7, user_name: "ada", display_name: "Ada Byron", active: true };
  server.use(http.get("*/api/v1/studio/run-as-users", () => HttpResponse.json([ada])));
  const { document } = renderEditor(<RunAsField />, invoices());
  await userEvent.type(screen.getByRole("combobox", { name: "Run as user" }), "ada");
  await userEvent.click(await screen.findByRole("option", { name: /Ada Byron/ }));
  expect(document().settings.run_as_user).toBe(7);
  await userEvent.clear(screen.getByRole("combobox", { name: "Run as user" }));
  expect(document().settings.run_as_user).toBeNull();
});

it("makes the Input dataflow when somebody first wants it", async () => {
  const { document } = renderEditor(
    <>
      <EditorTabs />
      <InputDataflow />
    </>,
    invoices(),
  );
  await userEvent.click(screen.getByRole("tab", { name: "Input dataflow" }));
  expect(screen.getByRole("tab", { name: "Input dataflow" })).toHaveAttribute("aria-selected", "true");
  await userEvent.click(screen.getByRole("button", { name: "Make the Input dataflow" }));
  expect(document().flows[0]).toMatchObject({ kind: "input_dataflow", name: "Input dataflow" });
  expect(screen.getByRole("tab", { name: "Input dataflow" })).toHaveAttribute("aria-selected", "true");
});

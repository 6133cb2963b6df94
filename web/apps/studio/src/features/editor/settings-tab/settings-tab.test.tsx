import { undo } from "@aqtra/model";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { invoices } from "../testing/invoices";
import { renderEditor } from "../testing/render-editor";
import { server } from "../testing/server";
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

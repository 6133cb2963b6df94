import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";

const ADMINISTRATOR = { ...answers.session, rights: ["studio", "administer"] };
const CLIENT = { id: "c1", title: "Directory", group_roles: [], created_at: "2026-11-20T10:00:00Z", revoked_at: null, users: 12 };

describe("provisioning", () => {
  it("shows the token of a new client once", async () => {
    serve("GET /session", ADMINISTRATOR);
    serve("GET /provisioning-clients", []);
    serve("POST /provisioning-clients", { ...CLIENT, token: "aqtra_scim_secret" });
    const { user } = renderStudio("/access/provisioning");
    expect(await screen.findByText("No provisioning clients yet")).toBeInTheDocument();
    const [open] = screen.getAllByRole("button", { name: "Add client" });
    await user.click(open as HTMLElement);
    await user.type(await screen.findByLabelText(/^Title/), "Directory");
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Add client" }));
    expect(await screen.findByLabelText("Token")).toHaveValue("aqtra_scim_secret");
    await user.click(screen.getByRole("button", { name: "I have stored it" }));
    expect(screen.queryByDisplayValue("aqtra_scim_secret")).not.toBeInTheDocument();
  });

  it("keeps what was typed when it is refused", async () => {
    serve("GET /session", ADMINISTRATOR);
    serve("GET /provisioning-clients", [CLIENT]);
    serve("PUT /provisioning-clients/:id", () =>
      problem(422, "validation_failed", { fields: [{ field: "group_roles", rule: "exists", message: "there is no role Nobody", params: {} }] }),
    );
    const { user } = renderStudio("/access/provisioning");
    await user.click(await screen.findByText("Directory"));
    await user.click(await screen.findByRole("button", { name: "Add mapping" }));
    await user.type(screen.getByLabelText("Role here"), "Nobody");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("there is no role Nobody");
    expect(screen.getByLabelText("Role here")).toHaveValue("Nobody");
  });

  it("is not for builders", async () => {
    renderStudio("/access/provisioning");
    expect(await screen.findByText("You may not open this")).toBeInTheDocument();
  });
});

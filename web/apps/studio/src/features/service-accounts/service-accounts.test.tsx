import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { problem, renderStudio, serve } from "../../testing";
import { token } from "../tokens/testing";
import type { ServiceAccount } from "./api";

const ROLES = ["Administrators", "Builders", "Members"];

function account(change: Partial<ServiceAccount> = {}): ServiceAccount {
  return { id: 8, user_name: "nightly", display_name: "Nightly import", active: true, roles: ["Members"], tokens: 1, created_at: "2026-11-01T10:00:00Z", ...change };
}

function world(...accounts: ServiceAccount[]): void {
  serve("GET /access/service-accounts", { accounts, roles: ROLES });
  serve("GET /access/service-accounts/:id/tokens", [token({ hint: "aqtra_svc_Zz9y" })]);
}

describe("service accounts", () => {
  it("are listed with their roles and state", async () => {
    world(account(), account({ id: 9, user_name: "old", display_name: "", active: false, roles: [] }));
    renderStudio("/access/service-accounts");
    await screen.findByText("Nightly import");
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows[0]).toHaveTextContent(/Nightly import.*nightly.*Members.*Active/);
    expect(rows[1]).toHaveTextContent(/old.*—.*Inactive/);
  });

  it("are explained while there are none", async () => {
    world();
    renderStudio("/access/service-accounts");
    expect(await screen.findByText("No service accounts")).toBeInTheDocument();
  });

  it("are closed to whoever does not administer", async () => {
    serve("GET /access/service-accounts", () => problem(403, "permission_denied"));
    renderStudio("/access/service-accounts");
    expect(await screen.findByText("You may not open this")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Add service account" })).not.toBeInTheDocument();
  });

  it("are added with a name that can be a client id, and opened", async () => {
    let sent: unknown;
    world(account());
    serve("POST /access/service-accounts", (body) => {
      sent = body;
      return account();
    });
    const { user, router } = renderStudio("/access/service-accounts");
    await user.click(await screen.findByRole("button", { name: "Add service account" }));
    const dialog = screen.getByRole("dialog", { name: "Add service account" });
    const name = within(dialog).getByRole("textbox", { name: /User name/ });
    await user.type(name, "Not A Name");
    expect(within(dialog).getByRole("button", { name: "Add service account" })).toBeDisabled();
    await user.clear(name);
    await user.type(name, "nightly");
    await user.click(within(dialog).getByRole("combobox", { name: "Roles" }));
    await user.click(await screen.findByRole("option", { name: "Members" }));
    await user.click(within(dialog).getByRole("button", { name: "Add service account" }));
    expect(await screen.findByRole("heading", { name: "Tokens" })).toBeInTheDocument();
    expect(sent).toEqual({ user_name: "nightly", display_name: "", roles: ["Members"] });
    expect(router.state.location.pathname).toBe("/access/service-accounts/8");
  });

  it("are deactivated after asking", async () => {
    let sent: unknown;
    world(account());
    serve("PATCH /access/service-accounts/8", (body) => {
      sent = body;
      return account({ active: false });
    });
    const { user } = renderStudio("/access/service-accounts");
    await user.click(await screen.findByRole("button", { name: "Deactivate Nightly import" }));
    await user.click(await screen.findByRole("button", { name: "Deactivate" }));
    expect(await screen.findByText("Nightly import is inactive")).toBeInTheDocument();
    expect(sent).toEqual({ active: false });
  });
});

describe("a service account", () => {
  it("is renamed and gets other roles", async () => {
    let sent: unknown;
    world(account());
    serve("PATCH /access/service-accounts/8", (body) => {
      sent = body;
      return account();
    });
    const { user } = renderStudio("/access/service-accounts/8");
    const title = await screen.findByRole("textbox", { name: "Title" });
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
    await user.clear(title);
    await user.type(title, "Import at night");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Service account saved")).toBeInTheDocument();
    expect(sent).toEqual({ display_name: "Import at night", roles: ["Members"] });
  });

  it("may have a token that never expires", async () => {
    let sent: unknown;
    world(account());
    serve("POST /access/service-accounts/8/tokens", (body) => {
      sent = body;
      return { secret: "aqtra_svc_once", token: token() };
    });
    const { user } = renderStudio("/access/service-accounts/8");
    await user.click(await screen.findByRole("button", { name: "New token" }));
    await user.type(screen.getByRole("textbox", { name: /Name/ }), "Server 1");
    await user.click(screen.getByRole("combobox", { name: "Expires" }));
    await user.click(screen.getByRole("option", { name: "Never" }));
    await user.click(screen.getByRole("button", { name: "Create token" }));
    expect(await screen.findByDisplayValue("aqtra_svc_once")).toBeInTheDocument();
    expect(sent).toEqual({ name: "Server 1", scopes: ["read"], components: null, days: null });
  });

  it("says that its tokens are refused while it is inactive", async () => {
    world(account({ active: false }));
    renderStudio("/access/service-accounts/8");
    expect(await screen.findByText("This account is inactive: its tokens are refused.")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Activate" })).toBeInTheDocument();
  });

  it("that does not exist is said not to", async () => {
    world(account());
    renderStudio("/access/service-accounts/77");
    expect(await screen.findByText("There is no such service account")).toBeInTheDocument();
  });
});

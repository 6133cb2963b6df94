import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";
import { token } from "./testing";

const SECRET = "aqtra_pat_shown-once";

/** The button stands in the top bar and in the empty list. */
async function startNew(user: ReturnType<typeof renderStudio>["user"]): Promise<void> {
  const [button] = await screen.findAllByRole("button", { name: "New token" });
  if (!button) throw new Error("there is no button");
  await user.click(button);
}

describe("API tokens", () => {
  it("says what a token is for while there is none", async () => {
    serve("GET /account/tokens", []);
    renderStudio("/account/tokens");
    expect(await screen.findByText("No API tokens")).toBeInTheDocument();
  });

  it("lists what each may do and when it ends", async () => {
    serve("GET /account/tokens", [
      token(),
      token({ id: 4, name: "Report", scopes: ["read", "studio"], expires_at: "2020-01-01T00:00:00Z" }),
      token({ id: 5, name: "One form", components: [answers.INVOICES] }),
    ]);
    renderStudio("/account/tokens");
    await screen.findByText("Nightly import");
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows[0]).toHaveTextContent(/Nightly import.*aqtra_pat_Ab3x….*Change.*All components/);
    expect(rows[1]).toHaveTextContent(/Report.*Read · Studio.*Expired/);
    expect(rows[2]).toHaveTextContent("1 component");
  });

  it("makes a token and shows its secret until it is stored", async () => {
    let sent: unknown;
    serve("GET /account/tokens", []);
    serve("POST /account/tokens", (body) => {
      sent = body;
      return { secret: SECRET, token: token() };
    });
    const { user } = renderStudio("/account/tokens");
    await startNew(user);
    await user.type(screen.getByRole("textbox", { name: /Name/ }), "  Nightly import ");
    await user.click(screen.getByRole("radio", { name: "Read and change" }));
    await user.click(screen.getByRole("checkbox", { name: "Build in Studio" }));
    await user.click(screen.getByRole("button", { name: "Create token" }));
    const dialog = await screen.findByRole("dialog", { name: "Token Nightly import" });
    expect(within(dialog).getByRole("textbox", { name: "Token" })).toHaveValue(SECRET);
    expect(sent).toEqual({ name: "Nightly import", scopes: ["write", "studio"], components: null, days: 90 });
    await user.keyboard("{Escape}");
    expect(dialog).toBeVisible();
    await user.click(within(dialog).getByRole("button", { name: "Copy token" }));
    expect(await navigator.clipboard.readText()).toBe(SECRET);
    await user.click(within(dialog).getByRole("button", { name: "I have stored it" }));
    await waitFor(() => expect(screen.queryByDisplayValue(SECRET)).not.toBeInTheDocument());
  });

  it("binds a token to components, which leaves it no rights over the platform", async () => {
    let sent: unknown;
    serve("GET /account/tokens", []);
    serve("POST /account/tokens", (body) => {
      sent = body;
      return { secret: SECRET, token: token() };
    });
    const { user } = renderStudio("/account/tokens");
    await startNew(user);
    await user.type(screen.getByRole("textbox", { name: /Name/ }), "One form");
    await user.click(screen.getByRole("checkbox", { name: "Build in Studio" }));
    await user.click(screen.getByRole("radio", { name: "Only some" }));
    expect(screen.getByRole("checkbox", { name: "Build in Studio" })).toBeDisabled();
    expect(screen.getByRole("button", { name: "Create token" })).toBeDisabled();
    await user.click(screen.getByRole("combobox", { name: /Components/ }));
    await user.click(await screen.findByRole("option", { name: "Invoice Inventory" }));
    await user.click(screen.getByRole("button", { name: "Create token" }));
    await screen.findByRole("dialog", { name: "Token One form" });
    expect(sent).toEqual({ name: "One form", scopes: ["read"], components: [answers.INVOICES], days: 90 });
  });

  it("offers no rights that the account lacks, and no token without an end", async () => {
    serve("GET /account/tokens", []);
    const { user } = renderStudio("/account/tokens");
    await startNew(user);
    expect(screen.queryByRole("checkbox", { name: "Administer" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("combobox", { name: "Expires" }));
    expect(screen.queryByRole("option", { name: "Never" })).not.toBeInTheDocument();
  });

  it("keeps what was typed when the server refuses", async () => {
    serve("GET /account/tokens", []);
    serve("POST /account/tokens", () => problem(409, "too_many_tokens"));
    const { user } = renderStudio("/account/tokens");
    await startNew(user);
    await user.type(screen.getByRole("textbox", { name: /Name/ }), "One more");
    await user.click(screen.getByRole("button", { name: "Create token" }));
    expect(await screen.findByText("The account has too many tokens")).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: /Name/ })).toHaveValue("One more");
  });

  it("revokes after asking", async () => {
    let revoked = false;
    serve("GET /account/tokens", () => (revoked ? [] : [token()]));
    serve("DELETE /account/tokens/3", () => {
      revoked = true;
      return new Response(null, { status: 204 });
    });
    const { user } = renderStudio("/account/tokens");
    await user.click(await screen.findByRole("button", { name: "Revoke Nightly import" }));
    await user.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(revoked).toBe(false);
    await user.click(await screen.findByRole("button", { name: "Revoke Nightly import" }));
    await user.click(await screen.findByRole("button", { name: "Revoke token" }));
    expect(await screen.findByText("No API tokens")).toBeInTheDocument();
  });

  it("says what went wrong when the list cannot be loaded", async () => {
    serve("GET /account/tokens", () => problem(503, "database_unavailable"));
    renderStudio("/account/tokens");
    expect(await screen.findByText("The database does not answer")).toBeInTheDocument();
  });

  it("is reached from the menu of the account", async () => {
    serve("GET /account/tokens", [token()]);
    const { user, router } = renderStudio("/publication");
    await user.click(await screen.findByRole("button", { name: "Account of Ada Lovelace" }));
    await user.click(screen.getByRole("menuitem", { name: "API tokens" }));
    expect(router.state.location.pathname).toBe("/account/tokens");
  });
});

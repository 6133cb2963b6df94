import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { renderStudio, serve } from "../../testing";

describe("the shell", () => {
  it("finds a component from anywhere by the command palette", async () => {
    const { user, router } = renderStudio("/publication");
    await screen.findByRole("heading", { name: "Publication" });
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox", { name: /Go to a screen/ }), "invoice");
    expect(await screen.findByRole("option", { name: /Invoice Inventory/ })).toBeInTheDocument();
    await user.keyboard("{Enter}");
    expect(router.state.location.pathname).toMatch(/^\/components\/1111/);
  });

  it("goes to a screen by its keys, but not while somebody types", async () => {
    const { user, router } = renderStudio("/components");
    await user.type(await screen.findByRole("searchbox"), "gp");
    expect(router.state.location.pathname).toBe("/components");
    await user.click(screen.getByRole("heading", { name: "Components" }));
    await user.keyboard("gp");
    expect(router.state.location.pathname).toBe("/publication");
  });

  it("lists the keyboard shortcuts", async () => {
    const { user } = renderStudio("/publication");
    await screen.findByRole("heading", { name: "Publication" });
    await user.keyboard("?");
    expect(await screen.findByRole("dialog", { name: "Keyboard shortcuts" })).toBeInTheDocument();
  });

  it("marks where we are and keeps the menu open when asked to", async () => {
    const { user } = renderStudio("/publication");
    const menu = await screen.findByRole("navigation", { name: "Studio" });
    expect(within(menu).getByRole("link", { name: "Publication" })).toHaveAttribute("aria-current", "page");
    await user.click(within(menu).getByRole("button", { name: "Keep the menu open" }));
    expect(within(menu).getByRole("button", { name: "Collapse the menu" })).toHaveAttribute("aria-pressed", "true");
  });

  it("opens the menu from the top bar on a phone, and closes it behind a choice", async () => {
    const { user, router } = renderStudio("/publication");
    await user.click(await screen.findByRole("button", { name: "Open the menu" }));
    const drawer = await screen.findByRole("presentation");
    await user.click(within(drawer).getByRole("link", { name: "Components" }));
    expect(router.state.location.pathname).toBe("/components");
    await waitFor(() => expect(screen.queryByRole("presentation")).not.toBeInTheDocument());
  });

  it("leads to sign-in after signing out", async () => {
    serve("DELETE /session", null);
    const { user } = renderStudio("/publication");
    await user.click(await screen.findByRole("button", { name: "Account of Ada Lovelace" }));
    serve("GET /session", { user: null, rights: [], csrf_token: "x", password_change_required: false });
    await user.click(screen.getByRole("menuitem", { name: "Sign out" }));
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeInTheDocument();
  });

  it("says so when an address leads nowhere", async () => {
    renderStudio("/nothing/here");
    expect(await screen.findByText("There is no such screen")).toBeInTheDocument();
  });
});

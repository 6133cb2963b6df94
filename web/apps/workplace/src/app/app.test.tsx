import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";

import { ADDRESS, definition, INVOICES, item, LiveSocket, open, PAGE, server, signIn, world } from "./testing";

describe("signing in", () => {
  it("is asked of visitors who can open nothing, and leads to the start", async () => {
    world.state.signedIn = false;
    await open("/");
    await signIn("right");
    expect(await screen.findByLabelText("Name")).toBeInTheDocument();
    expect(window.location.pathname).toBe(ADDRESS);
  });

  it("says when name or password is wrong, and what is missing", async () => {
    world.state.signedIn = false;
    await open("/");
    await userEvent.click(await screen.findByRole("button", { name: "Sign in" }));
    expect(screen.getAllByText("Fill in this field.")).toHaveLength(2);
    await signIn("wrong");
    expect(await screen.findByText(/User name or password is wrong/)).toBeInTheDocument();
  });

  it("offers providers, and says why one did not sign somebody in", async () => {
    world.state.signedIn = false;
    const company = { id: "p1", kind: "saml", title: "Company" };
    server.use(http.get("*/api/v1/session/providers", () => HttpResponse.json({ local: false, default: "p1", providers: [company] })));
    await open("/?sign_in_problem=no_account");
    expect(await screen.findByRole("button", { name: "Sign in with Company" })).toBeInTheDocument();
    expect(screen.getByText(/You have no account here/)).toBeInTheDocument();
    expect(screen.queryByLabelText("Password")).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Use user name and password" }));
    await signIn("right");
    expect(await screen.findByLabelText("Name")).toBeInTheDocument();
  });

  it("shows the login component of the domain in place of the form, which stays one step away", async () => {
    world.state.signedIn = false;
    const settings = { static_menu: true, login_component: INVOICES };
    server.use(
      http.get("*/api/v1/workplace", () => HttpResponse.json({ version: 3, domain: { name: "d", title: "D", settings }, menu: [], user: null })),
      http.get("*/api/v1/workplace/components/:key", () => HttpResponse.json({ ...definition, access_mode: "public" })),
    );
    await open("/");
    expect(await screen.findByLabelText("Name")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByLabelText("Password")).toBeInTheDocument();
  });

  it("comes back to the same place with everything typed when a session ends", async () => {
    await open(ADDRESS);
    await userEvent.type(await screen.findByLabelText("Name"), "half typed");
    world.state = { ...world.state, expired: true };
    await userEvent.click(screen.getByRole("link", { name: "Reports" }));
    // Before it has gone there, the way back would lead further back than to this page.
    await waitFor(() => {
      expect(window.location.pathname).not.toBe(ADDRESS);
    });
    window.history.back();
    await waitFor(() => {
      expect(window.location.pathname).toBe(ADDRESS);
    });
    // The other page has a field of that name, too, and stays until this one is drawn.
    await waitFor(() => {
      expect(screen.getByLabelText("Name")).toHaveValue("half typed");
    });
  });

  it("asks again at the address that needs it", async () => {
    world.state = { ...world.state, expired: true };
    await open(ADDRESS);
    expect(await screen.findByText(/Your session has ended/)).toBeInTheDocument();
    await signIn("right");
    expect(await screen.findByLabelText("Name")).toBeInTheDocument();
    expect(window.location.pathname).toBe(ADDRESS);
  });

  it("demands an own password first where that is due", async () => {
    world.state.change = true;
    await open("/");
    await userEvent.type(await screen.findByLabelText("Current password"), "given");
    await userEvent.type(screen.getByLabelText("New password"), "short");
    await userEvent.type(screen.getByLabelText("Repeat the new password"), "other");
    await userEvent.click(screen.getByRole("button", { name: "Save password" }));
    expect(screen.getByText("Enter at least 10 characters.")).toBeInTheDocument();
    expect(screen.getByText("The two passwords are not the same.")).toBeInTheDocument();
    for (const label of ["New password", "Repeat the new password"]) {
      await userEvent.clear(screen.getByLabelText(label));
      await userEvent.type(screen.getByLabelText(label), "long enough now");
    }
    await userEvent.click(screen.getByRole("button", { name: "Save password" }));
    expect(await screen.findByLabelText("Name")).toBeInTheDocument();
  });

  it("ends with signing out", async () => {
    await open(ADDRESS);
    await userEvent.click(await screen.findByRole("button", { name: "Account of Ayşe Demir" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Sign out" }));
    expect(await screen.findByLabelText("User name")).toBeInTheDocument();
  });
});

describe("the shell", () => {
  it("shows where one is: menu, path, title", async () => {
    await open(ADDRESS);
    await screen.findByLabelText("Name");
    expect(screen.getByRole("link", { name: "Invoices", current: "page" })).toBeInTheDocument();
    expect(screen.getByRole("navigation", { name: "Path" })).toHaveTextContent("SalesInvoices");
    await waitFor(() => {
      expect(document.title).toBe("Invoice form · My Workplace");
    });
  });

  it("makes unsaved changes visible", async () => {
    await open(ADDRESS);
    await userEvent.type(await screen.findByLabelText("Name"), "x");
    expect(screen.getByRole("status", { name: "" })).toHaveTextContent("Unsaved changes");
    expect(document.title).toMatch(/^• /);
  });

  it("finds menu items with the groups they are in", async () => {
    await open(ADDRESS);
    await userEvent.type(await screen.findByRole("searchbox", { name: "Search menu" }), "orD");
    const nav = screen.getByRole("navigation", { name: "Menu" });
    expect(within(nav).getByRole("link", { name: "Orders" })).toBeInTheDocument();
    expect(within(nav).queryByRole("link", { name: "Reports" })).not.toBeInTheDocument();
    await userEvent.type(screen.getByRole("searchbox"), "zzz");
    expect(screen.getByText(/No menu item matches/)).toBeInTheDocument();
  });

  it("collapses its menu to icons that keep their names", async () => {
    await open(ADDRESS);
    await userEvent.click(await screen.findByRole("button", { name: "Collapse menu" }));
    expect(screen.getByRole("link", { name: "Reports" })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Expand menu" })).toBeInTheDocument();
    expect(localStorage.getItem("aqtra-menu-open")).toBe("false");
  });

  it("changes the language in place and remembers it", async () => {
    await open(ADDRESS);
    await userEvent.type(await screen.findByLabelText("Name"), "kept");
    await userEvent.click(screen.getByRole("button", { name: "Language" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Türkçe" }));
    expect(await screen.findByText("Kaydedilmemiş değişiklikler")).toBeInTheDocument();
    expect(screen.getByLabelText("Name")).toHaveValue("kept");
    expect(document.documentElement.lang).toBe("tr");
    expect(localStorage.getItem("aqtra-locale")).toBe("tr");
  });

  it("tells of a new version and lets the reader go on", async () => {
    await open(ADDRESS);
    await userEvent.type(await screen.findByLabelText("Name"), "kept");
    act(() => {
      LiveSocket.current?.tell({ type: "version", version: 4 });
    });
    expect(await screen.findByText("A new version is available")).toBeInTheDocument();
    expect(screen.getByLabelText("Name")).toHaveValue("kept");
  });

  it("takes over a changed menu at once", async () => {
    await open(ADDRESS);
    await screen.findByLabelText("Name");
    world.state.menu = [item("9", "Brand new", { component: INVOICES, page: PAGE })];
    act(() => {
      LiveSocket.current?.tell({ type: "menu", domain: "digital-workplace" });
    });
    expect(await screen.findByRole("link", { name: "Brand new" })).toBeInTheDocument();
    expect(screen.queryByText("A new version is available")).not.toBeInTheDocument();
  });
});

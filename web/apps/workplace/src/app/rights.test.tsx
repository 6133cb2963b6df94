import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";

import { ADDRESS, caption, definition, INVOICES, item, LIST, LiveSocket, open, PAGE, refused, server, world } from "./testing";

describe("viewing as a user", () => {
  const viewing = { id: 9, user_name: "grace", display_name: "Grace Hopper", until: new Date(Date.now() + 3_600_000).toISOString(), over: false };
  const banner = () => screen.findByRole("region", { name: "Viewing as a user" });

  it("is said on every screen, under the name of who is seen, until it is stopped", async () => {
    world.state.viewing = viewing;
    await open(ADDRESS);
    expect(await banner()).toHaveTextContent("You see Workplace as Grace Hopper. Nothing can be changed.");
    await userEvent.click(screen.getByRole("button", { name: "Account of Grace Hopper" }));
    expect(screen.queryByRole("menuitem", { name: "Security" })).not.toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    await userEvent.click(within(await banner()).getByRole("button", { name: "Stop viewing" }));
    expect(await screen.findByRole("button", { name: "Account of Ayşe Demir" })).toBeInTheDocument();
    expect(screen.queryByRole("region", { name: "Viewing as a user" })).not.toBeInTheDocument();
  });

  it("reads everything anew in a window that was open before", async () => {
    await open(ADDRESS);
    await screen.findByLabelText("Name");
    world.state = { ...world.state, viewing, menu: [item("9", "Grace's own", { component: INVOICES, page: PAGE })] };
    act(() => LiveSocket.current?.tell({ type: "session" }));
    expect(await banner()).toBeInTheDocument();
    expect(await screen.findByRole("link", { name: "Grace's own" })).toBeInTheDocument();
  });

  it("keeps what was typed before as oneself", async () => {
    await open(ADDRESS);
    await userEvent.type(await screen.findByLabelText("Name"), "Chairs");
    world.state.viewing = viewing;
    act(() => LiveSocket.current?.tell({ type: "session" }));
    expect(await banner()).toBeInTheDocument();
    expect(screen.getByLabelText("Name")).toHaveValue("Chairs");
  });

  it("says when it has ended by itself, and goes on as oneself", async () => {
    world.state.viewing = { ...viewing, over: true };
    server.use(http.get("*/api/v1/workplace/components/:key", () => (world.state.viewing ? refused(403, "viewing_over") : HttpResponse.json(definition))));
    await open(ADDRESS);
    expect(await banner()).toHaveTextContent("Viewing as Grace Hopper has ended.");
    await userEvent.click(screen.getByRole("button", { name: "Go on as yourself" }));
    expect(await screen.findByLabelText("Name")).toBeInTheDocument();
  });

  it("stays when it cannot be stopped, and says so", async () => {
    world.state.viewing = viewing;
    server.use(http.delete("*/api/v1/session/view-as", () => refused(503, "unavailable")));
    await open(ADDRESS);
    await userEvent.click(within(await banner()).getByRole("button", { name: "Stop viewing" }));
    expect(await screen.findByText(/This could not be done/)).toBeInTheDocument();
  });
});

describe("rights that change while a page is open", () => {
  const lose = () => {
    const [form] = definition.pages;
    const button = { id: "b", kind: "button", name: "Approve", settings: { label: caption("Approve") }, children: [] };
    let pages = [{ ...form, children: [...(form?.children ?? []), button] }];
    server.use(http.get("*/api/v1/workplace/components/:key", () => HttpResponse.json({ ...definition, pages })));
    return () => {
      pages = definition.pages as typeof pages;
    };
  };

  it("take a button away, and nothing that was typed", async () => {
    const changed = lose();
    await open(ADDRESS);
    await userEvent.type(await screen.findByLabelText("Name"), "kept");
    expect(await screen.findByRole("button", { name: "Approve" })).toBeInTheDocument();
    changed();
    act(() => LiveSocket.current?.tell({ type: "session" }));
    await waitFor(() => {
      expect(screen.queryByRole("button", { name: "Approve" })).not.toBeInTheDocument();
    });
    expect(screen.getByLabelText("Name")).toHaveValue("kept");
  });
});

describe("an open grid", () => {
  const rows = () => within(screen.getByRole("grid")).getAllByRole("row").slice(1).map((row) => row.textContent);

  it("shows what others changed by itself", async () => {
    await open(`/c/${INVOICES}/${LIST}`);
    await screen.findByText("Chairs");
    const socket = LiveSocket.current;
    act(() => socket?.onopen?.());
    await waitFor(() => {
      expect(socket?.sent).toEqual([JSON.stringify({ type: "watch", components: [INVOICES] })]);
    });
    world.state.names = ["Chairs", "Tables"];
    act(() => socket?.tell({ type: "entries", component: INVOICES }));
    expect(await screen.findByText("Tables", undefined, { timeout: 5000 })).toBeInTheDocument();
    expect(rows()).toEqual(["Chairs", "Tables"]);
  });
});

describe("what cannot be shown", () => {
  it("is explained when the menu is empty", async () => {
    world.state.menu = [];
    await open("/");
    expect(await screen.findByText("Nothing here yet")).toBeInTheDocument();
  });

  it.each([`/c/99999999-9999-4999-8999-999999999999`, "/no/such/place"])("is a missing page: %s", async (path) => {
    await open(path);
    expect(await screen.findByText("This page does not exist")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Go to the start" })).toHaveAttribute("href", "/");
  });

  it("is refused without the right", async () => {
    server.use(http.get("*/api/v1/workplace/components/:key", () => refused(403, "permission_denied")));
    await open(ADDRESS);
    expect(await screen.findByText("You may not open this")).toBeInTheDocument();
  });

  it("is an error with its trace id and another try", async () => {
    server.use(http.get("*/api/v1/workplace/components/:key", () => refused(500, "internal_error")));
    await open(ADDRESS);
    expect(await screen.findByText("trace-7")).toBeInTheDocument();
    server.resetHandlers();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByLabelText("Name")).toBeInTheDocument();
  });
});

import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";

import { ADDRESS, LiveSocket, open, server, type StoredMessage, world } from "./testing";

const message = (id: string, more: Partial<StoredMessage> = {}): StoredMessage => ({
  id,
  subject: `Subject ${id}`,
  text: `Text ${id}`,
  html: null,
  created_at: "2026-01-01T10:00:00Z",
  read_at: null,
  ...more,
});
const bell = () => screen.findByRole("button", { name: /^Messages/ });
const tell = (news: object) => {
  act(() => {
    LiveSocket.current?.tell(news);
  });
};

describe("the bell", () => {
  it("says how many messages are unread, and opens the list with the keyboard", async () => {
    world.state.messages = [message("1"), message("2"), message("3", { read_at: "2026-01-01T11:00:00Z" })];
    await open(ADDRESS);
    const button = await screen.findByRole("button", { name: "Messages, 2 unread" });
    button.focus();
    await userEvent.keyboard("{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Messages" });
    const first = await within(dialog).findByRole("button", { name: /^Unread:.*Subject 1/ });
    expect(within(dialog).getByRole("button", { name: /Subject 3/ })).not.toHaveAccessibleName(/Unread/);
    first.focus();
    await userEvent.keyboard("{Enter}");
    expect(first).toHaveAttribute("aria-expanded", "true");
    await waitFor(() => {
      expect(world.state.messages[0]?.read_at).not.toBeNull();
    });
    await userEvent.keyboard("{Escape}");
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });
    expect(await screen.findByRole("button", { name: "Messages, 1 unread" })).toHaveFocus();
  });

  it("marks all as read at once", async () => {
    world.state.messages = [message("1"), message("2")];
    await open(ADDRESS);
    await userEvent.click(await screen.findByRole("button", { name: "Messages, 2 unread" }));
    await userEvent.click(await screen.findByRole("button", { name: "Mark all as read" }));
    await waitFor(() => {
      expect(screen.queryByRole("button", { name: "Mark all as read" })).not.toBeInTheDocument();
    });
    await userEvent.click(screen.getByRole("button", { name: "Close messages" }));
    expect(await screen.findByRole("button", { name: "Messages" })).toBeInTheDocument();
  });

  it("counts and shows a message that comes in, without a reload, and once", async () => {
    await open(ADDRESS);
    await screen.findByRole("button", { name: "Messages" });
    world.state.messages = [message("9", { subject: "Invoice R-1", text: "Please look" })];
    const news = { type: "message", id: "9", subject: "Invoice R-1", text: "Please look" };
    tell(news);
    expect(await screen.findByText("Please look")).toBeInTheDocument();
    expect(await screen.findByRole("button", { name: "Messages, 1 unread" })).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Read" }));
    expect(await screen.findByRole("dialog", { name: "Messages" })).toBeInTheDocument();
  });

  it("shows a toast that is kept nowhere", async () => {
    await open(ADDRESS);
    await screen.findByRole("button", { name: "Messages" });
    tell({ type: "toast", id: "t", subject: "", text: "<b>Lunch</b> is ready" });
    expect(await screen.findByText("<b>Lunch</b> is ready")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Read" })).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Messages" })).toBeInTheDocument();
  });

  it("shows HTML in a frame in which nothing can run", async () => {
    world.state.messages = [message("1", { subject: "Rich", html: "<p>Hello</p><script>parent.x = 1</script>" })];
    await open(ADDRESS);
    await userEvent.click(await bell());
    await userEvent.click(await screen.findByRole("button", { name: /Rich/ }));
    const frame = await screen.findByTitle("Rich");
    expect(frame).toHaveAttribute("sandbox", "");
    expect(frame.getAttribute("srcdoc")).toContain("<p>Hello</p>");
  });

  it("asks anew after the connection was away", async () => {
    await open(ADDRESS);
    await screen.findByRole("button", { name: "Messages" });
    world.state.messages = [message("1")];
    const before = LiveSocket.current;
    act(() => {
      before?.onclose?.();
    });
    await waitFor(
      () => {
        expect(LiveSocket.current).not.toBe(before);
      },
      { timeout: 3_000 },
    );
    act(() => {
      LiveSocket.current?.onopen?.();
    });
    expect(await screen.findByRole("button", { name: "Messages, 1 unread" })).toBeInTheDocument();
  });

  it("says so when the list cannot be loaded, and tries again", async () => {
    server.use(http.get("*/api/v1/messages", () => HttpResponse.json({ code: "internal_error", status: 500 }, { status: 500 }), { once: true }));
    world.state.messages = [message("1")];
    await open(ADDRESS);
    await userEvent.click(await bell());
    expect(await screen.findByText("Messages could not be loaded")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: /again/i }));
    expect(await screen.findByRole("button", { name: /Subject 1/ })).toBeInTheDocument();
  });

  it("is not there for visitors, and not while somebody is viewed", async () => {
    world.state.viewing = { id: 2, user_name: "grace", display_name: "Grace", until: "2026-01-01T00:00:00Z", over: false };
    await open(ADDRESS);
    await screen.findByLabelText("Name");
    expect(screen.queryByRole("button", { name: /^Messages/ })).not.toBeInTheDocument();
  });
});

/** Workplace in front of a pretended server, for the tests of this folder. */
import { forgetToken } from "@aqtra/api";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest";

import { startI18n } from "../shared/i18n";
import { App } from "./app";
import { makeStore } from "./store";

export const INVOICES = "11111111-1111-4111-8111-111111111111";
export const PAGE = "aaaaaaaa-0000-4000-8000-000000000001";
export const LIST = "aaaaaaaa-0000-4000-8000-000000000002";
export const caption = (translation_value: string) => ({ translation_key: "", translation_value });
const user = { id: 1, user_name: "ayse", display_name: "Ayşe Demir" };
export const item = (id: string, label: string, more: object = {}) => ({ id, label: caption(label), icon: "box", component: null, page: null, children: [], ...more });
const menu = [
  item("1", "Sales", { children: [item("2", "Invoices", { component: INVOICES, page: PAGE }), item("3", "Orders", { component: INVOICES, page: "b" })] }),
  item("4", "Reports", { component: INVOICES, page: "c" }),
  ...["5", "6"].map((id) => item(id, `More ${id}`, { component: INVOICES, page: id })),
];
export const definition = {
  key: INVOICES,
  version: 1,
  title: "Invoice app",
  access_mode: "private",
  properties: [{ id: "n", name: "Name", title: "Name", type: "string", required: false }],
  pages: [
    {
      id: PAGE,
      kind: "page",
      name: "Main page",
      settings: { title: caption("Invoice form") },
      children: [{ id: "e", kind: "text_field", name: "TextField_1", settings: { binding: "data.Name" }, children: [] }],
    },
    {
      id: LIST,
      kind: "page",
      name: "List",
      settings: { title: caption("Invoice list") },
      children: [
        { id: "g", kind: "data_grid", name: "Grid_1", settings: { component: INVOICES, columns: [{ header_value: "Name", fields: ["data.Name"] }] }, children: [] },
      ],
    },
  ],
  flows: [],
};

export interface StoredMessage {
  id: string;
  subject: string;
  text: string;
  html: string | null;
  created_at: string;
  read_at: string | null;
}

/** What the server knows; each test changes what it needs. */
export const world = {
  state: { viewing: null as object | null, signedIn: true, change: false, menu: menu as object[], version: 3, expired: false, names: ["Chairs"], messages: [] as StoredMessage[] },
};

export const refused = (status: number, code: string) =>
  HttpResponse.json({ status, code, trace_id: "trace-7", fields: [], params: {} }, { status, headers: { "content-type": "application/problem+json" } });
const session = () => HttpResponse.json({ user: world.state.signedIn ? user : null, rights: [], csrf_token: "t", password_change_required: world.state.change, viewing: world.state.viewing });

export const server = setupServer(
  http.get("*/api/v1/session", session),
  http.get("*/api/v1/session/providers", () => HttpResponse.json({ local: true, default: null, providers: [] })),
  http.post("*/api/v1/session", async ({ request }) => {
    const { password } = (await request.json()) as { password: string };
    if (password !== "right") return refused(401, "wrong_credentials");
    world.state = { ...world.state, signedIn: true, expired: false };
    return session();
  }),
  http.delete("*/api/v1/session", () => {
    world.state = { ...world.state, signedIn: false };
    return new HttpResponse(null, { status: 204 });
  }),
  http.delete("*/api/v1/session/view-as", () => {
    world.state = { ...world.state, viewing: null };
    return new HttpResponse(null, { status: 204 });
  }),
  http.put("*/api/v1/session/password", () => {
    world.state = { ...world.state, change: false };
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("*/api/v1/messages/unread", () => HttpResponse.json({ unread: world.state.messages.filter(({ read_at }) => read_at === null).length })),
  http.get("*/api/v1/messages", () => {
    const { messages } = world.state;
    return HttpResponse.json({ count: messages.length, unread: messages.filter(({ read_at }) => read_at === null).length, value: messages });
  }),
  http.post("*/api/v1/messages/read-all", () => {
    world.state.messages = world.state.messages.map((message) => ({ ...message, read_at: "2026-01-02T10:00:00Z" }));
    return HttpResponse.json({ read: 1 });
  }),
  http.post("*/api/v1/messages/:message/read", ({ params }) => {
    world.state.messages = world.state.messages.map((message) => (message.id === params.message ? { ...message, read_at: "2026-01-02T10:00:00Z" } : message));
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("*/api/v1/entries/:component", () => {
    const value = world.state.names.map((Name, index) => ({ id: index + 1, name: null, version: 1, data: { Name } }));
    return HttpResponse.json({ "@odata.count": value.length, value });
  }),
  http.get("*/api/v1/workplace", () =>
    HttpResponse.json({
      version: world.state.version,
      domain: { name: "digital-workplace", title: "My Workplace", settings: { static_menu: true } },
      menu: world.state.signedIn ? world.state.menu : [],
      user: world.state.signedIn ? user : null,
    }),
  ),
  http.get("*/api/v1/workplace/search", ({ request }) => {
    const text = new URL(request.url).searchParams.get("q") ?? "";
    const entries = world.state.names.map((name, index) => ({ component: INVOICES, title: "Invoice app", id: index + 1, name }));
    return HttpResponse.json({ entries: entries.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase())), is_complete: true });
  }),
  http.get("*/api/v1/workplace/components/:key", ({ params }) => {
    if (!world.state.signedIn || world.state.expired) return refused(401, "not_signed_in");
    return params.key === INVOICES ? HttpResponse.json(definition) : refused(404, "component_not_found");
  }),
);

/** The browser's end of the live connection. */
export class LiveSocket {
  static current: LiveSocket | undefined;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: string[] = [];
  constructor(readonly url: string) {
    LiveSocket.current = this;
  }
  send(message: string) {
    this.sent.push(message);
  }
  close() {
    this.onclose = null;
  }
  tell(news: object) {
    this.onmessage?.({ data: JSON.stringify(news) });
  }
}

beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" });
});
beforeEach(() => {
  world.state = { viewing: null, signedIn: true, change: false, menu, version: 3, expired: false, names: ["Chairs"], messages: [] };
  vi.stubGlobal("WebSocket", LiveSocket);
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: query.includes("min-width"), media: query, addEventListener: vi.fn(), removeEventListener: vi.fn(), addListener: vi.fn(), removeListener: vi.fn() }));
  localStorage.clear();
  forgetToken();
});
afterEach(() => {
  server.resetHandlers();
  vi.unstubAllGlobals();
});
afterAll(() => {
  server.close();
});

export async function open(path: string) {
  window.history.replaceState(null, "", path);
  render(<App store={makeStore()} i18n={await startI18n()} />);
}
export const ADDRESS = `/c/${INVOICES}/${PAGE}`;
export const signIn = async (password: string) => {
  await userEvent.type(await screen.findByLabelText("User name"), "ayse");
  await userEvent.type(screen.getByLabelText("Password"), password);
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
};

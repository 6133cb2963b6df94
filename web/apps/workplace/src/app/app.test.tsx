import { forgetToken } from "@aqtra/api";
import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { startI18n } from "../shared/i18n";
import { App } from "./app";
import { makeStore } from "./store";

const INVOICES = "11111111-1111-4111-8111-111111111111";
const PAGE = "aaaaaaaa-0000-4000-8000-000000000001";
const LIST = "aaaaaaaa-0000-4000-8000-000000000002";
const caption = (translation_value: string) => ({ translation_key: "", translation_value });
const user = { id: 1, user_name: "ayse", display_name: "Ayşe Demir" };
const item = (id: string, label: string, more: object = {}) => ({ id, label: caption(label), icon: "box", component: null, page: null, children: [], ...more });
const menu = [
  item("1", "Sales", { children: [item("2", "Invoices", { component: INVOICES, page: PAGE }), item("3", "Orders", { component: INVOICES, page: "b" })] }),
  item("4", "Reports", { component: INVOICES, page: "c" }),
  ...["5", "6"].map((id) => item(id, `More ${id}`, { component: INVOICES, page: id })),
];
const definition = {
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

/** What the server knows; each test changes what it needs. */
let state = { viewing: null as object | null, signedIn: true, change: false, menu: menu as object[], version: 3, expired: false, names: ["Chairs"] };

const refused = (status: number, code: string) =>
  HttpResponse.json({ status, code, trace_id: "trace-7", fields: [], params: {} }, { status, headers: { "content-type": "application/problem+json" } });
const session = () => HttpResponse.json({ user: state.signedIn ? user : null, rights: [], csrf_token: "t", password_change_required: state.change, viewing: state.viewing });

const server = setupServer(
  http.get("*/api/v1/session", session),
  http.get("*/api/v1/session/providers", () => HttpResponse.json({ local: true, default: null, providers: [] })),
  http.post("*/api/v1/session", async ({ request }) => {
    const { password } = (await request.json()) as { password: string };
    if (password !== "right") return refused(401, "wrong_credentials");
    state = { ...state, signedIn: true, expired: false };
    return session();
  }),
  http.delete("*/api/v1/session", () => {
    state = { ...state, signedIn: false };
    return new HttpResponse(null, { status: 204 });
  }),
  http.delete("*/api/v1/session/view-as", () => {
    state = { ...state, viewing: null };
    return new HttpResponse(null, { status: 204 });
  }),
  http.put("*/api/v1/session/password", () => {
    state = { ...state, change: false };
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("*/api/v1/entries/:component", () => {
    const value = state.names.map((Name, index) => ({ id: index + 1, name: null, version: 1, data: { Name } }));
    return HttpResponse.json({ "@odata.count": value.length, value });
  }),
  http.get("*/api/v1/workplace", () =>
    HttpResponse.json({
      version: state.version,
      domain: { name: "digital-workplace", title: "My Workplace", settings: { static_menu: true } },
      menu: state.signedIn ? state.menu : [],
      user: state.signedIn ? user : null,
    }),
  ),
  http.get("*/api/v1/workplace/components/:key", ({ params }) => {
    if (!state.signedIn || state.expired) return refused(401, "not_signed_in");
    return params.key === INVOICES ? HttpResponse.json(definition) : refused(404, "component_not_found");
  }),
);

/** The browser's end of the live connection. */
class LiveSocket {
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
  state = { viewing: null, signedIn: true, change: false, menu, version: 3, expired: false, names: ["Chairs"] };
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

async function open(path: string) {
  window.history.replaceState(null, "", path);
  render(<App store={makeStore()} i18n={await startI18n()} />);
}
const ADDRESS = `/c/${INVOICES}/${PAGE}`;
const signIn = async (password: string) => {
  await userEvent.type(await screen.findByLabelText("User name"), "ayse");
  await userEvent.type(screen.getByLabelText("Password"), password);
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
};

describe("signing in", () => {
  it("is asked of visitors who can open nothing, and leads to the start", async () => {
    state.signedIn = false;
    await open("/");
    await signIn("right");
    expect(await screen.findByLabelText("Name")).toBeInTheDocument();
    expect(window.location.pathname).toBe(ADDRESS);
  });

  it("says when name or password is wrong, and what is missing", async () => {
    state.signedIn = false;
    await open("/");
    await userEvent.click(await screen.findByRole("button", { name: "Sign in" }));
    expect(screen.getAllByText("Fill in this field.")).toHaveLength(2);
    await signIn("wrong");
    expect(await screen.findByText(/User name or password is wrong/)).toBeInTheDocument();
  });

  it("offers providers, and says why one did not sign somebody in", async () => {
    state.signedIn = false;
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
    state.signedIn = false;
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
    state = { ...state, expired: true };
    await userEvent.click(screen.getByRole("link", { name: "Reports" }));
    window.history.back();
    await waitFor(() => {
      expect(window.location.pathname).toBe(ADDRESS);
    });
    expect(await screen.findByLabelText("Name")).toHaveValue("half typed");
  });

  it("asks again at the address that needs it", async () => {
    state = { ...state, expired: true };
    await open(ADDRESS);
    expect(await screen.findByText(/Your session has ended/)).toBeInTheDocument();
    await signIn("right");
    expect(await screen.findByLabelText("Name")).toBeInTheDocument();
    expect(window.location.pathname).toBe(ADDRESS);
  });

  it("demands an own password first where that is due", async () => {
    state.change = true;
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
    state.menu = [item("9", "Brand new", { component: INVOICES, page: PAGE })];
    act(() => {
      LiveSocket.current?.tell({ type: "menu", domain: "digital-workplace" });
    });
    expect(await screen.findByRole("link", { name: "Brand new" })).toBeInTheDocument();
    expect(screen.queryByText("A new version is available")).not.toBeInTheDocument();
  });
});

describe("viewing as a user", () => {
  const viewing = { id: 9, user_name: "grace", display_name: "Grace Hopper", until: new Date(Date.now() + 3_600_000).toISOString(), over: false };
  const banner = () => screen.findByRole("region", { name: "Viewing as a user" });

  it("is said on every screen, under the name of who is seen, until it is stopped", async () => {
    state.viewing = viewing;
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
    state = { ...state, viewing, menu: [item("9", "Grace's own", { component: INVOICES, page: PAGE })] };
    act(() => LiveSocket.current?.tell({ type: "session" }));
    expect(await banner()).toBeInTheDocument();
    expect(await screen.findByRole("link", { name: "Grace's own" })).toBeInTheDocument();
  });

  it("keeps what was typed before as oneself", async () => {
    await open(ADDRESS);
    await userEvent.type(await screen.findByLabelText("Name"), "Chairs");
    state.viewing = viewing;
    act(() => LiveSocket.current?.tell({ type: "session" }));
    expect(await banner()).toBeInTheDocument();
    expect(screen.getByLabelText("Name")).toHaveValue("Chairs");
  });

  it("says when it has ended by itself, and goes on as oneself", async () => {
    state.viewing = { ...viewing, over: true };
    server.use(http.get("*/api/v1/workplace/components/:key", () => (state.viewing ? refused(403, "viewing_over") : HttpResponse.json(definition))));
    await open(ADDRESS);
    expect(await banner()).toHaveTextContent("Viewing as Grace Hopper has ended.");
    await userEvent.click(screen.getByRole("button", { name: "Go on as yourself" }));
    expect(await screen.findByLabelText("Name")).toBeInTheDocument();
  });

  it("stays when it cannot be stopped, and says so", async () => {
    state.viewing = viewing;
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
    state.names = ["Chairs", "Tables"];
    act(() => socket?.tell({ type: "entries", component: INVOICES }));
    expect(await screen.findByText("Tables", undefined, { timeout: 5000 })).toBeInTheDocument();
    expect(rows()).toEqual(["Chairs", "Tables"]);
  });
});

describe("what cannot be shown", () => {
  it("is explained when the menu is empty", async () => {
    state.menu = [];
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

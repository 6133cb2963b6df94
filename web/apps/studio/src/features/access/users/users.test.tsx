import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { answers, problem, renderStudio, serve } from "../../../testing";
import { SYSTEM } from "../api";
import { DEPARTMENTS, INVOICES, serveAccess, serveDepartments, user as person } from "../testing";

const SAVE = "PUT /studio/access/users/12";
const PASSWORD = "amber-river-42";

beforeEach(serveAccess);

describe("the list of users", () => {
  it("searches and pages on the server", async () => {
    const asked: string[] = [];
    serve("GET /studio/access/users", (_, url) => {
      asked.push(`${url.searchParams.get("search") ?? ""} from ${url.searchParams.get("skip")}`);
      return { count: 45, value: [person(), person({ id: 13, user_name: "kay", email: null, first_name: "", last_name: "", active: false, assignments: [] })] };
    });
    const { user } = renderStudio("/access/users");
    const row = await screen.findByRole("row", { name: /grace/ });
    expect(row).toHaveTextContent("Active");
    expect(screen.getByRole("row", { name: /kay/ })).toHaveTextContent("Not active");
    await user.click(screen.getByRole("button", { name: "Go to next page" }));
    await user.click(screen.getByRole("searchbox", { name: "Search users" }));
    await user.paste("hop");
    await waitFor(() => expect(asked).toEqual([" from 0", " from 20", "hop from 0"]));
  });

  it("adds a user and shows the one-time password this once", async () => {
    let sent: unknown;
    serve("POST /studio/access/users", (body) => {
      sent = body;
      return { user: person(), one_time_password: PASSWORD };
    });
    const { user, router } = renderStudio("/access/users");
    await user.click(await screen.findByRole("button", { name: "Add user" }));
    const dialog = await screen.findByRole("dialog", { name: "New user" });
    await user.type(within(dialog).getByRole("textbox", { name: "User name" }), "grace");
    await user.type(within(dialog).getByRole("textbox", { name: "E-mail" }), "grace");
    expect(within(dialog).getByRole("button", { name: "Add user" })).toBeDisabled();
    await user.type(within(dialog).getByRole("textbox", { name: "E-mail" }), "@example.com{Enter}");
    const shown = await screen.findByRole("dialog", { name: "One-time password of grace" });
    expect(sent).toEqual({ user: { user_name: "grace", email: "grace@example.com", first_name: "", last_name: "", assignments: [{ role: 2, context: SYSTEM }] } });
    await user.keyboard("{Escape}");
    expect(within(shown).getByText(PASSWORD)).toBeInTheDocument();
    await user.click(within(shown).getByRole("button", { name: "Copy" }));
    expect(await navigator.clipboard.readText()).toBe(PASSWORD);
    await user.click(within(shown).getByRole("button", { name: "I have handed it over" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/access/users/12"));
    await waitFor(() => expect(document.body).not.toHaveTextContent(PASSWORD));
  });

  it("keeps a user name that is taken in its field", async () => {
    serve("POST /studio/access/users", () => problem(409, "user_name_taken"));
    const { user } = renderStudio("/access/users");
    await user.click(await screen.findByRole("button", { name: "Add user" }));
    await user.type(await screen.findByRole("textbox", { name: "User name" }), "grace{Enter}");
    expect(await screen.findByText("This user name is taken")).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "User name" })).toHaveValue("grace");
  });
});

describe("the editor of a user", () => {
  const open = async () => {
    const { user } = renderStudio("/access/users/12");
    await screen.findByRole("textbox", { name: "First name" });
    return user;
  };

  it("gives a role in a context, and sends the version it was read at", async () => {
    let sent: unknown;
    serve(SAVE, (body) => {
      sent = body;
      return person({ version: 6 });
    });
    serveDepartments();
    const user = await open();
    await user.click(screen.getByRole("button", { name: "Add role" }));
    await user.click(screen.getAllByRole("combobox", { name: "Role" })[1] as HTMLElement);
    await user.click(screen.getByRole("option", { name: "Accountants" }));
    await user.click(screen.getAllByRole("combobox", { name: "Context" })[1] as HTMLElement);
    await user.click(screen.getByRole("option", { name: "Departments" }));
    await user.click(screen.getByRole("combobox", { name: "Entry" }));
    await user.click(await screen.findByRole("option", { name: "Sales #1" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent).toEqual({
      user_name: "grace",
      email: "grace@example.com",
      first_name: "Grace",
      middle_name: "",
      last_name: "Hopper",
      active: true,
      version: 5,
      assignments: [
        { role: 2, context: SYSTEM },
        { role: 9, context: { component: DEPARTMENTS, entry: 1, object: null } },
      ],
    }));
  });

  it("gives built-in roles in System only", async () => {
    await open();
    expect(screen.getByRole("combobox", { name: "Context" })).toBeDisabled();
    expect(screen.getByText("Built-in roles are given in System only.")).toBeInTheDocument();
  });

  it("warns that sessions end, and asks before it deactivates", async () => {
    let sent: unknown;
    serve(SAVE, (body) => {
      sent = body;
      return person({ active: false, version: 6 });
    });
    const user = await open();
    await user.click(screen.getByRole("switch", { name: "Active" }));
    expect(screen.getByText("Saving signs the user out everywhere")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Save" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Deactivate grace?" });
    expect(sent).toBeUndefined();
    await user.click(within(dialog).getByRole("button", { name: "Deactivate user" }));
    await waitFor(() => expect(sent).toMatchObject({ active: false }));
  });

  it("says what to do about the last administrator, and keeps the switch as it was put", async () => {
    serve(SAVE, () => problem(409, "last_administrator"));
    const user = await open();
    await user.click(screen.getByRole("switch", { name: "Active" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await user.click(await screen.findByRole("button", { name: "Deactivate user" }));
    expect(await screen.findByText(/^This is the last active administrator/)).toBeInTheDocument();
    expect(await screen.findByRole("switch", { name: "Active" })).not.toBeChecked();
  });

  it("resets the password at once, without losing what is being typed", async () => {
    serve("POST /studio/access/users/12/password", { one_time_password: PASSWORD });
    const user = await open();
    await user.type(screen.getByRole("textbox", { name: "Middle name" }), "Brewster");
    await user.click(screen.getByRole("button", { name: "Reset password" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Reset password" }));
    const shown = await screen.findByRole("dialog", { name: "One-time password of grace" });
    expect(within(shown).getByText(PASSWORD)).toBeInTheDocument();
    await user.click(within(shown).getByRole("button", { name: "I have handed it over" }));
    expect(await screen.findByRole("textbox", { name: "Middle name" })).toHaveValue("Brewster");
  });

  it("lists every right with its role, permission set and context", async () => {
    serve("GET /studio/access/users/12/rights", [
      { kind: "component", component: INVOICES, object: "", verb: "read", context: { component: DEPARTMENTS, entry: 2, object: null }, role: "Accountants", permission_set: "Invoices, read" },
      { kind: "property", component: INVOICES, object: "p1", verb: "update", context: SYSTEM, role: "Accountants", permission_set: "Amounts" },
    ]);
    const user = await open();
    await user.click(screen.getByRole("tab", { name: "Rights" }));
    expect(await screen.findByRole("row", { name: "Invoice Inventory Read" })).toBeInTheDocument();
    expect(await screen.findByRole("row", { name: "Invoice Inventory › Amount due Change" })).toBeInTheDocument();
    expect(screen.getByText("Members")).toBeInTheDocument();
  });

  it("explains in words why something is allowed or not", async () => {
    const asked: string[] = [];
    serveDepartments();
    serve("GET /studio/access/users/12/explanation", (_, url) => {
      asked.push(url.search);
      const grant = { kind: "component", component: DEPARTMENTS, object: "", verb: "update", context: SYSTEM, role: "Accountants", permission_set: "Change all" };
      return {
        answers: [
          { verb: "open", allowed: false, reason: "component_forbidden", granted_by: [] },
          { verb: "update", allowed: false, reason: "component_forbidden", granted_by: [grant] },
        ],
        objects: [{ kind: "action", object: "a", name: "Approve", place: "Main", allowed: false, reason: "action_forbidden", granted_by: [] }],
        entry_visible: url.searchParams.has("entry") ? false : null,
      };
    });
    const user = await open();
    await user.click(screen.getByRole("tab", { name: "Explain" }));
    await user.click(screen.getByRole("combobox", { name: "Component" }));
    await user.click(await screen.findByRole("option", { name: "Departments" }));
    const answer = await screen.findByRole("row", { name: /^Open/ });
    expect(answer).toHaveTextContent("No");
    expect(answer).toHaveTextContent("no role of the user gives this right");
    expect(screen.getByRole("row", { name: /^Update/ })).toHaveTextContent("who may not read an entry may neither update nor delete it");
    expect(screen.getByRole("row", { name: /^Approve Action · Main/ })).toHaveTextContent("The action restricts access");
    await user.click(screen.getByRole("combobox", { name: "Entry" }));
    await user.click(await screen.findByRole("option", { name: "Sales #1" }));
    expect(await screen.findByText("The user does not see this entry")).toBeInTheDocument();
    expect(asked).toEqual([`?component=${DEPARTMENTS}`, `?component=${DEPARTMENTS}&entry=1`]);
  });

  it("opens Workplace as the user, after saying what that means", async () => {
    const opened = vi.spyOn(window, "open").mockReturnValue(null);
    let started = false;
    serve("POST /users/12/view-as", () => {
      started = true;
      return null;
    });
    const user = await open();
    await user.click(screen.getByRole("button", { name: "View as" }));
    const dialog = await screen.findByRole("alertdialog", { name: "View Workplace as grace?" });
    expect(dialog).toHaveTextContent("nothing can be changed there or in Studio");
    expect(started).toBe(false);
    const viewing = { id: 12, user_name: "grace", display_name: "Grace Hopper", until: "2030-01-01T00:00:00Z", over: false };
    serve("GET /session", { ...answers.session, rights: ["studio", "administer"], viewing });
    await user.click(within(dialog).getByRole("button", { name: "View as user" }));
    const banner = await screen.findByRole("region", { name: "Viewing as a user" });
    expect(banner).toHaveTextContent("Workplace is shown as Grace Hopper in this browser.");
    expect(opened).toHaveBeenCalledWith("/", "_blank", "noopener");
    expect(screen.queryByRole("button", { name: "View as" })).not.toBeInTheDocument();
    serve("DELETE /session/view-as", null);
    serve("GET /session", { ...answers.session, rights: ["studio", "administer"] });
    await user.click(within(banner).getByRole("button", { name: "Stop viewing" }));
    expect(await screen.findByRole("button", { name: "View as" })).toBeInTheDocument();
    opened.mockRestore();
  });

  it("says why a user cannot be viewed", async () => {
    serve("POST /users/12/view-as", () => problem(409, "cannot_view_as"));
    const user = await open();
    await user.click(screen.getByRole("button", { name: "View as" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "View as user" }));
    expect(await screen.findByText(/^Nobody can be seen this way/)).toBeInTheDocument();
  });

  it("says that somebody who is not active may do nothing", async () => {
    serve("GET /studio/access/users/12/explanation", () => problem(404, "user_not_found"));
    const user = await open();
    await user.click(screen.getByRole("tab", { name: "Explain" }));
    await user.click(screen.getByRole("combobox", { name: "Component" }));
    await user.click(await screen.findByRole("option", { name: "Departments" }));
    expect(await screen.findByText("The user is not active: nothing is allowed.")).toBeInTheDocument();
  });
});

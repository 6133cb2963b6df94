import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../../testing";
import { GONE, INVOICES, permissionSet, right, serveAccess } from "../testing";

const SAVE = "PUT /studio/access/permission-sets/3";

beforeEach(serveAccess);

describe("the list of permission sets", () => {
  it("adds a set and opens it", async () => {
    let sent: unknown;
    serve("POST /studio/access/permission-sets", (body) => {
      sent = body;
      return permissionSet({ permissions: [], version: 1 });
    });
    const { user, router } = renderStudio("/access/permissions");
    await user.click(await screen.findByRole("button", { name: "Add permission set" }));
    const dialog = await screen.findByRole("dialog", { name: "New permission set" });
    await user.type(within(dialog).getByRole("textbox", { name: "Name" }), " Invoices, read {Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/access/permissions/3"));
    expect(sent).toEqual({ domain: "digital-workplace", name: "Invoices, read", permissions: [] });
  });

  it("keeps a name that is taken in its field, and says what to do", async () => {
    serve("POST /studio/access/permission-sets", () => problem(409, "name_taken"));
    const { user } = renderStudio("/access/permissions");
    await user.click(await screen.findByRole("button", { name: "Add permission set" }));
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Invoices{Enter}");
    expect(await screen.findByText("This name is taken")).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Invoices");
  });

  it("lists the roles that use a set when it cannot be deleted", async () => {
    serve("DELETE /studio/access/permission-sets/3", () => problem(409, "in_use", { params: { used_by: ["Accountants", "Auditors"], count: 3 } }));
    const { user } = renderStudio("/access/permissions");
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    await user.click(await screen.findByRole("button", { name: "Delete permission set" }));
    const dialog = await screen.findByRole("dialog", { name: "“Invoices, read” is still in use" });
    expect(within(dialog).getAllByRole("listitem").map((item) => item.textContent)).toEqual(["Accountants", "Auditors"]);
    expect(dialog).toHaveTextContent("And 1 more.");
    await user.click(within(dialog).getByRole("button", { name: "Close" }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("says what a permission set is while there are none", async () => {
    serve("GET /studio/access/permission-sets", []);
    renderStudio("/access/permissions");
    expect(await screen.findByText("No permission sets yet")).toBeInTheDocument();
  });

  it("is for administrators, in the menu as well", async () => {
    serve("GET /session", answers.session);
    renderStudio("/access/permissions");
    expect(await screen.findByText("You may not open this")).toBeInTheDocument();
    expect(within(screen.getByRole("navigation", { name: "Studio" })).queryByRole("link", { name: "Permissions" })).not.toBeInTheDocument();
  });
});

describe("the editor of a permission set", () => {
  const open = async () => {
    const { user, router } = renderStudio("/access/permissions/3");
    await screen.findByRole("treegrid", { name: "Rights" });
    return { user, router, box: (name: string) => screen.getByRole("checkbox", { name }) };
  };

  it("sends the version it was read at, and every right that is ticked", async () => {
    let sent: unknown;
    serve(SAVE, (body) => {
      sent = body;
      return permissionSet({ version: 3 });
    });
    const { user, box } = await open();
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
    await user.click(box("Change, Amount due"));
    await user.click(box("Execute, Approve"));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent).toMatchObject({ name: "Invoices, read", version: 2 }));
    const { permissions } = sent as { permissions: { kind: string; verb: string; object: string }[] };
    expect(permissions.map(({ kind, verb }) => `${kind} ${verb}`)).toEqual(["component open", "component read", "flow execute", "property read", "property update"]);
  });

  it("ticks read with delete and says why", async () => {
    serve("GET /studio/access/permission-sets/3", permissionSet({ permissions: [] }));
    const { user, box } = await open();
    await user.click(box("Delete, Invoice Inventory"));
    expect(box("Read, Invoice Inventory")).toBeChecked();
    expect(screen.getByText("Read is ticked too: only what may be read can be changed or deleted.")).toBeInTheDocument();
    await user.click(box("Full, Invoice Inventory"));
    expect(box("Create, Invoice Inventory")).toBeChecked();
  });

  it("keeps rights to what is not restricted any more", async () => {
    let sent: unknown;
    serve("GET /studio/access/permission-sets/3", permissionSet({ permissions: [right(GONE, "read"), right(INVOICES, "open")] }));
    serve(SAVE, (body) => {
      sent = body;
      return permissionSet({ version: 3 });
    });
    const { user, box } = await open();
    expect(screen.getByText("No longer restricted or published")).toBeInTheDocument();
    expect(box(`Read, ${GONE}`)).toBeChecked();
    await user.click(box("Create, Invoice Inventory"));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect((sent as { permissions: unknown[] } | undefined)?.permissions).toContainEqual(right(GONE, "read")));
  });

  it("is worked by keys alone", async () => {
    const { user, box } = await open();
    const focused = () => document.activeElement?.getAttribute("aria-label");
    screen.getByRole("row", { name: /^Components,/ }).focus();
    await user.keyboard("{ArrowDown}{ArrowRight}{ArrowRight}");
    expect(focused()).toBe("Read, Departments");
    await user.keyboard(" {ArrowDown}");
    expect(box("Read, Departments")).toBeChecked();
    expect(focused()).toBe("Read, Invoice Inventory");
    await user.keyboard("{ArrowLeft}{ArrowLeft}{ArrowLeft}");
    expect(focused()).toBe("Invoice Inventory");
    expect(screen.queryByRole("row", { name: "Amount due" })).not.toBeInTheDocument();
    await user.keyboard("{ArrowRight}");
    expect(screen.getByRole("row", { name: "Amount due" })).toBeInTheDocument();
  });

  it("is one stop of the Tab key", async () => {
    await open();
    const tree = screen.getByRole("treegrid");
    const stops = [...tree.querySelectorAll<HTMLElement>("[tabindex='0']"), ...(tree.tabIndex === 0 ? [tree] : [])];
    expect(stops).toHaveLength(1);
  });

  it("shows only what is given when asked to, and filters by name", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("switch", { name: "Only given rights" }));
    expect(screen.queryByRole("row", { name: "Departments" })).not.toBeInTheDocument();
    expect(screen.getByRole("row", { name: "Invoice Inventory" })).toBeInTheDocument();
    await user.type(screen.getByRole("searchbox", { name: "Filter by name" }), "nothing like it");
    expect(screen.getByText("Nothing fits the filter")).toBeInTheDocument();
  });

  it("keeps what was typed when somebody else saved first, and loads theirs when asked", async () => {
    serve(SAVE, () => problem(409, "concurrent_update"));
    const { user } = await open();
    await user.type(screen.getByRole("textbox", { name: "Name" }), " and more");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Somebody else saved first")).toBeInTheDocument();
    serve("GET /studio/access/permission-sets/3", permissionSet({ name: "Theirs", version: 7 }));
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Invoices, read and more");
    await user.click(screen.getByRole("button", { name: "Load the newer version" }));
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Theirs"));
  });

  it("asks before ticks are left behind", async () => {
    const { user, box } = await open();
    await user.click(box("Create, Invoice Inventory"));
    await user.click(screen.getByRole("link", { name: "Roles" }));
    await user.click(within(await screen.findByRole("alertdialog", { name: "Leave without saving?" })).getByRole("button", { name: "Cancel" }));
    expect(await screen.findByRole("checkbox", { name: "Create, Invoice Inventory" })).toBeChecked();
  });

  it("says how something gets into the tree while nothing is restricted", async () => {
    serve("GET /studio/access/tree", { components: [], studio: [] });
    serve("GET /studio/access/permission-sets/3", permissionSet({ permissions: [] }));
    renderStudio("/access/permissions/3");
    expect(await screen.findByText("Nothing is restricted")).toBeInTheDocument();
  });
});

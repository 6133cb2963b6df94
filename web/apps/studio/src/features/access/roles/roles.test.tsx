import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { problem, renderStudio, serve } from "../../../testing";
import { SYSTEM } from "../api";
import { DEPARTMENTS, GONE, administrators, role, serveAccess, serveDepartments } from "../testing";

const SAVE = "PUT /studio/access/roles/9";

beforeEach(serveAccess);

describe("the list of roles", () => {
  it("offers to delete only those that were made here, and names the users who have one", async () => {
    serve("DELETE /studio/access/roles/9", () => problem(409, "in_use", { params: { used_by: ["grace"], count: 1 } }));
    const { user } = renderStudio("/access/roles");
    expect(await screen.findByRole("row", { name: /Administrators/ })).toHaveTextContent("Built in");
    expect(screen.getAllByRole("button", { name: "Delete" })).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Delete" }));
    await user.click(await screen.findByRole("button", { name: "Delete role" }));
    expect(within(await screen.findByRole("dialog", { name: "“Accountants” is still in use" })).getByText("grace")).toBeInTheDocument();
  });

  it("adds a role and opens it", async () => {
    let sent: unknown;
    serve("POST /studio/access/roles", (body) => {
      sent = body;
      return role({ pairs: [] });
    });
    const { user, router } = renderStudio("/access/roles");
    await user.click(await screen.findByRole("button", { name: "Add role" }));
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "Accountants{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/access/roles/9"));
    expect(sent).toEqual({ domain: "digital-workplace", name: "Accountants", description: "", pairs: [] });
  });
});

describe("the editor of a role", () => {
  it("gives a permission set in one entry, found by its name", async () => {
    let sent: unknown;
    serve(SAVE, (body) => {
      sent = body;
      return role({ version: 5 });
    });
    const asked = serveDepartments();
    const { user } = renderStudio("/access/roles/9");
    await user.click(await screen.findByRole("combobox", { name: "Context" }));
    await user.click(screen.getByRole("option", { name: "Departments" }));
    await user.click(screen.getByRole("combobox", { name: "Entry" }));
    await user.paste("Res");
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(1));
    await user.click(await screen.findByRole("option", { name: "Research #2" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent).toMatchObject({ version: 4, pairs: [{ permission_set: 3, context: { component: DEPARTMENTS, entry: 2, object: null } }] }));
    expect(asked).toContain("contains(name,'Res')");
  });

  it("names the entry that is its context", async () => {
    serve("GET /studio/access/roles/9", role({ pairs: [{ permission_set: 3, context: { component: DEPARTMENTS, entry: 1, object: null } }] }));
    serveDepartments();
    renderStudio("/access/roles/9");
    await waitFor(() => expect(screen.queryByRole("combobox", { name: "Entry" })).toHaveValue("Sales #1"));
  });

  it("sends pairs that are chosen, each once", async () => {
    let sent: unknown;
    serve(SAVE, (body) => {
      sent = body;
      return role({ version: 5 });
    });
    const { user } = renderStudio("/access/roles/9");
    const add = await screen.findByRole("button", { name: "Add permission set" });
    await user.click(add);
    await user.click(add);
    const choices = screen.getAllByRole("combobox", { name: "Permission set" });
    await user.click(choices[1] as HTMLElement);
    await user.click(screen.getByRole("option", { name: "Invoices, read" }));
    expect(screen.getByText("Stands there twice; saved once.")).toBeInTheDocument();
    expect(screen.getByText("Not chosen yet; it is not saved.")).toBeInTheDocument();
    await user.type(screen.getByRole("textbox", { name: "Description" }), "Pay");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent).toMatchObject({ description: "Pay", pairs: [{ permission_set: 3, context: SYSTEM }] }));
  });

  it("draws a role of many pairs page by page, and sends all of them", async () => {
    let sent: { pairs: unknown[] } | undefined;
    const pairs = Array.from({ length: 500 }, (_, at) => ({ permission_set: 3, context: { component: DEPARTMENTS, entry: at + 1, object: null } }));
    serve("GET /studio/access/roles/9", role({ pairs }));
    serve(SAVE, (body) => {
      sent = body as typeof sent;
      return role({ version: 5 });
    });
    serveDepartments();
    const { user } = renderStudio("/access/roles/9");
    expect(await screen.findByText("1–20 of 500")).toBeInTheDocument();
    expect(screen.getAllByRole("combobox", { name: "Context" })).toHaveLength(20);
    await user.click(screen.getByRole("button", { name: "Add permission set" }));
    expect(screen.getByText("501–501 of 501")).toBeInTheDocument();
    await user.click(screen.getByRole("combobox", { name: "Permission set" }));
    await user.click(screen.getByRole("option", { name: "Invoices, read" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent?.pairs).toHaveLength(501));
  });

  it("keeps a context that is not restricted any more", async () => {
    let sent: unknown;
    const context = { component: GONE, entry: 7, object: null };
    serve("GET /studio/access/roles/9", role({ pairs: [{ permission_set: 3, context }] }));
    serve(SAVE, (body) => {
      sent = body;
      return role({ version: 5 });
    });
    const { user } = renderStudio("/access/roles/9");
    expect(await screen.findByText(/^Not restricted or published any more/)).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Entry" })).toHaveValue("#7");
    await user.type(screen.getByRole("textbox", { name: "Name" }), "!");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent).toMatchObject({ pairs: [{ permission_set: 3, context }] }));
  });

  it("keeps what was typed when the name is taken", async () => {
    serve(SAVE, () => problem(409, "name_taken"));
    const { user } = renderStudio("/access/roles/9");
    await user.type(await screen.findByRole("textbox", { name: "Name" }), " too");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(/Choose another name/)).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Accountants too");
  });

  it("only explains what comes with the platform", async () => {
    serve("GET /studio/access/roles/1", administrators);
    renderStudio("/access/roles/1");
    expect(await screen.findByText(/comes with the platform/)).toBeInTheDocument();
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toContain("Watch over the installation");
    expect(screen.queryByRole("button", { name: "Save" })).not.toBeInTheDocument();
  });
});

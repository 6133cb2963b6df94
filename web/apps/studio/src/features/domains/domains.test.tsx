import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";

const MENU = "/domains/digital-workplace/menu";
const SETTINGS = "/domains/digital-workplace/settings";

describe("the Navigation menu editor", () => {
  it("saves what was changed, at once and with the version it was read at", async () => {
    let sent: unknown;
    serve("PUT /studio/domains/:name/menu", (body) => {
      sent = body;
      return { ...answers.menu, version: 8 };
    });
    const { user } = renderStudio(MENU);
    await user.click(await screen.findByRole("treeitem", { name: "Invoices" }));
    await user.click(screen.getByRole("button", { name: "Move one level out" }));
    await user.clear(screen.getByLabelText("Translation value"));
    await user.type(screen.getByLabelText("Translation value"), "All invoices");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await expect.poll(() => sent).toMatchObject({
      version: 7,
      items: [
        { id: "m1", children: [] },
        { id: "m2", label: { translation_value: "All invoices" }, children: [] },
      ],
    });
  });

  it("moves the selected item by keyboard", async () => {
    const { user } = renderStudio(MENU);
    const item = await screen.findByRole("treeitem", { name: "Invoices" });
    expect(item).toHaveAttribute("aria-level", "2");
    item.focus();
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    expect(screen.getByRole("treeitem", { name: "Invoices" })).toHaveAttribute("aria-level", "1");
  });

  it("moves the children up when their parent is deleted, after asking", async () => {
    const { user } = renderStudio(MENU);
    await user.click(await screen.findByRole("treeitem", { name: "Finance" }));
    await user.click(screen.getByRole("button", { name: "Delete" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Delete “Finance”?" });
    expect(dialog).toHaveTextContent("The items inside it move up one level");
    await user.click(within(dialog).getByRole("button", { name: "Delete item" }));
    expect(await screen.findByRole("treeitem", { name: "Invoices" })).toHaveAttribute("aria-level", "1");
    expect(screen.queryByRole("treeitem", { name: "Finance" })).not.toBeInTheDocument();
  });

  it("adds an item after the selected one and offers its settings", async () => {
    const { user } = renderStudio(MENU);
    await user.click(await screen.findByRole("treeitem", { name: "Invoices" }));
    await user.click(screen.getByRole("button", { name: "Add menu item" }));
    expect(screen.getByRole("treeitem", { name: "New item" })).toHaveAttribute("aria-level", "2");
    expect(screen.getByLabelText("Translation value")).toHaveValue("New item");
  });

  it("explains an empty menu", async () => {
    serve("GET /studio/domains/:name/menu", { version: 1, items: [] });
    renderStudio(MENU);
    expect(await screen.findByText("The menu is empty")).toBeInTheDocument();
  });
});

describe("Main settings", () => {
  it("sends everything with the version it was read at", async () => {
    let sent: unknown;
    serve("PUT /studio/domains/:name/settings", (body) => {
      sent = body;
      return { ...answers.settings, version: 5 };
    });
    const { user } = renderStudio(SETTINGS);
    expect(await screen.findByRole("button", { name: "Save" })).toBeDisabled();
    await user.click(screen.getByRole("switch", { name: "Hide locale" }));
    await user.type(screen.getByLabelText("Host names"), "work.example.com{Enter}");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await expect.poll(() => sent).toEqual({ ...answers.settings, hide_locale: true, hosts: ["work.example.com"] });
  });

  it("refuses what is no host name", async () => {
    const { user } = renderStudio(SETTINGS);
    await user.type(await screen.findByLabelText("Host names"), "https://x{Enter}");
    expect(screen.getByText("“https://x” is not a host name")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  });

  it("keeps what was typed when somebody else saved first, and offers the newer version", async () => {
    serve("PUT /studio/domains/:name/settings", () => problem(409, "concurrent_edit"));
    const { user } = renderStudio(SETTINGS);
    await user.type(await screen.findByLabelText("Title"), "!");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Somebody else saved first")).toBeInTheDocument();
    expect(screen.getByLabelText("Title")).toHaveValue("Digital Workplace!");
    expect(screen.getByRole("button", { name: "Load the newer version" })).toBeInTheDocument();
  });

  it("asks before unsaved changes are left behind", async () => {
    const { user } = renderStudio(SETTINGS);
    await user.type(await screen.findByLabelText("Title"), "!");
    await user.click(screen.getByRole("link", { name: "Publication" }));
    await user.click(within(await screen.findByRole("alertdialog", { name: "Leave without saving?" })).getByRole("button", { name: "Cancel" }));
    expect(await screen.findByLabelText("Title")).toHaveValue("Digital Workplace!");
  });
});

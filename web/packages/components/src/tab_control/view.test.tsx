import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const title = (translation_value: string) => ({ translation_key: "", translation_value });
const tabs = (settings: object = {}, more: Partial<Scene> = {}): Scene => ({
  kind: "tab_control",
  settings: { tab_panels: [{ name: "One", title: title("Address") }, { name: "Two" }, { title: title("Notes") }], ...settings } as Scene["settings"],
  panels: { a: <input aria-label="street" />, b: <p>second</p>, c: <p>third</p> },
  ...more,
});
const tab = (name: string) => screen.findByRole("tab", { name });

describe("tab control", () => {
  it("shows the first tab and draws the others when they are shown", async () => {
    show(tabs());
    expect(await tab("Address")).toHaveAttribute("aria-selected", "true");
    expect(screen.getByRole("textbox", { name: "street" })).toBeVisible();
    expect(screen.queryByText("second")).not.toBeInTheDocument();
    await userEvent.click(await tab("Two"));
    expect(screen.getByText("second")).toBeVisible();
    expect(screen.getByRole("tabpanel", { name: "Two" })).toBeVisible();
  });

  it("keeps what was done in a tab that is left", async () => {
    show(tabs());
    await userEvent.type(await screen.findByRole("textbox", { name: "street" }), "Main");
    await userEvent.click(await tab("Notes"));
    expect(screen.queryByRole("textbox", { name: "street" })).not.toBeInTheDocument();
    await userEvent.click(await tab("Address"));
    expect(screen.getByRole("textbox", { name: "street" })).toHaveValue("Main");
  });

  it("is walked with the arrow keys, and tells what is shown", async () => {
    const log = show(tabs());
    (await tab("Address")).focus();
    await userEvent.keyboard("{ArrowRight}{ArrowRight} ");
    expect(screen.getByRole("tab", { name: "Notes" })).toHaveFocus();
    expect(screen.getByText("third")).toBeVisible();
    expect(log.events).toEqual([["on_tab_changed", 2]]);
  });

  it.each([
    [{ active_tab: 1 }, "Two"],
    [{ active_tab: 9 }, "Address"],
    [{ active_tab: 0, tab_panels: [{ visible: false }, { name: "Two" }, { name: "Three" }] }, "Two"],
    [{ active_tab: 2, tab_panels: [{ visible: false }, { name: "Two" }, { name: "Three" }] }, "Three"],
  ])("with %j begins with the tab %s", async (settings, name) => {
    show(tabs(settings));
    expect(await tab(name)).toHaveAttribute("aria-selected", "true");
  });

  it("offers no invisible tab, but on the canvas", async () => {
    const hidden = { tab_panels: [{ name: "One" }, { name: "Two", visible: false }, { name: "Three" }] };
    show(tabs(hidden));
    await tab("Three");
    expect(screen.getAllByRole("tab")).toHaveLength(2);
    show(tabs(hidden, { design: true }));
    expect(await screen.findByRole("tab", { name: "Two" })).toBeInTheDocument();
  });

  it("names a tab without a title by its number, and asks for one where there is none", async () => {
    show(tabs({ tab_panels: [] }));
    expect(await tab("Tab 3")).toBeInTheDocument();
    show(tabs({ tab_panels: [] }, { panels: {}, design: true }));
    expect(await screen.findByText("Add a tab to put elements on")).toBeInTheDocument();
  });
});

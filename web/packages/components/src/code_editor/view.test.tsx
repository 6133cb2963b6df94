import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { show } from "../testing/render";

const source = { kind: "code_editor", property: { type: "string" } } as const;
const area = () => screen.findByRole("textbox", { name: /Field title/u });

describe("code editor", () => {
  it("is named by the title of its property, and says that it is required and how it is left", async () => {
    show({ ...source, property: { type: "string", required: true } });
    const editor = await area();
    expect(editor).toBeRequired();
    expect(editor).toHaveAccessibleDescription(/Esc, then Tab/u);
  });

  it("writes while typing, and empties to no value", async () => {
    const log = show({ ...source, value: "a" });
    await userEvent.click(await area());
    await userEvent.paste("b");
    await waitFor(() => {
      expect(log.values).toEqual(["ba"]);
    });
    await userEvent.keyboard("{Control>}a{/Control}{Backspace}");
    await waitFor(() => {
      expect(log.values.at(-1)).toBeNull();
    });
  });

  it("announces a changed value once, when the focus leaves", async () => {
    const log = show({ ...source, value: "a" });
    await userEvent.click(await area());
    await userEvent.paste("b");
    await waitFor(() => {
      expect(log.values).toEqual(["ba"]);
    });
    expect(log.events.map(([event]) => event)).not.toContain("on_value_changed");
    await userEvent.keyboard("{Escape}{Tab}");
    expect(log.commits).toEqual(["ba"]);
    expect(log.events.filter(([event]) => event === "on_value_changed")).toEqual([["on_value_changed", "a", "ba"]]);
  });

  it("reports focus and every key, Tab included", async () => {
    const log = show(source);
    await userEvent.click(await area());
    await userEvent.keyboard("{Escape}{Tab}");
    expect(log.events).toContainEqual(["on_focus"]);
    expect(log.events).toContainEqual(["on_key_down", expect.objectContaining({ key: "Escape" })]);
    expect(log.events).toContainEqual(["on_key_up", expect.objectContaining({ key: "Escape" })]);
    expect(log.events).toContainEqual(["on_key_down", expect.objectContaining({ key: "Tab" })]);
  });

  it("ties the error to the control and keeps the name by which a form finds it", async () => {
    show({ ...source, error: "Fill in this field." });
    const editor = await area();
    expect(editor).toBeInvalid();
    expect(editor).toHaveAccessibleDescription(/Fill in this field\./u);
    expect(editor).toHaveAttribute("data-field", "data.Field");
  });

  it("is out of reach while disabled and cannot be written while read-only", async () => {
    show({ ...source, value: "a", settings: { disabled: true } });
    expect(await area()).toHaveAttribute("contenteditable", "false");
  });

  it("shows a property it cannot write without a way to write it", async () => {
    const log = show({ ...source, value: "a", readOnly: true });
    const editor = await area();
    expect(editor).toHaveAttribute("aria-readonly", "true");
    await userEvent.click(editor);
    await userEvent.paste("b");
    expect(log.values).toEqual([]);
  });

  it("highlights the language of its mode in the colours of its theme", async () => {
    show({ ...source, value: "SELECT 1", settings: { mode: "sql", theme: "high_contrast" } });
    await area();
    await waitFor(() => {
      expect([...document.querySelectorAll(".cm-line span")].map((part) => part.textContent)).toContain("SELECT");
    });
    expect(document.querySelector("[data-code-scheme]")).toHaveAttribute("data-code-scheme", "high_contrast");
    expect(screen.getByText("SQL")).toBeVisible();
  });

  it("is as high as it is told", async () => {
    show({ ...source, settings: { height: 300 } });
    await area();
    expect(document.querySelector("[data-code-scheme]")).toHaveStyle({ height: "300px" });
  });

  it("shows an empty editor for what is no text", async () => {
    show({ ...source, value: 5 });
    expect(await area()).toHaveTextContent("");
  });

  it("is drawn but out of reach on the canvas", async () => {
    show({ ...source, design: true });
    const editor = await screen.findByRole("textbox", { hidden: true });
    expect(editor.closest<HTMLElement>("div[style*='height: 100%']")?.inert).toBe(true);
  });
});

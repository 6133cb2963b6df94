import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { show } from "../testing/render";

const text = { kind: "text_field", property: { type: "string" } } as const;

describe("text field", () => {
  it("is named by the title of its property and says that it is required", async () => {
    show({ ...text, property: { type: "string", required: true } });
    expect(await screen.findByRole("textbox", { name: /Field title/ })).toBeRequired();
  });

  it("takes its own label before the title", async () => {
    show({ ...text, settings: { label: { translation_key: "", translation_value: "Name" } } });
    expect(await screen.findByRole("textbox", { name: "Name" })).toBeInTheDocument();
  });

  it("writes while typing, and empties to no value", async () => {
    const log = show(text);
    const input = await screen.findByRole("textbox");
    await userEvent.type(input, "ab");
    await userEvent.clear(input);
    expect(log.values).toEqual(["a", "ab", null]);
  });

  it("announces a changed value once, when the focus leaves", async () => {
    const log = show({ ...text, value: "a" });
    await userEvent.type(await screen.findByRole("textbox"), "bc");
    expect(log.events.map(([event]) => event)).not.toContain("on_value_changed");
    await userEvent.tab();
    expect(log.commits).toHaveLength(1);
    expect(log.events.filter(([event]) => event === "on_value_changed")).toEqual([["on_value_changed", "a", "abc"]]);
  });

  it("stays silent when nothing was changed", async () => {
    const log = show({ ...text, value: "a" });
    await userEvent.click(await screen.findByRole("textbox"));
    await userEvent.tab();
    expect(log.events.map(([event]) => event)).not.toContain("on_value_changed");
  });

  it("reports focus and every key, Tab included", async () => {
    const log = show(text);
    await userEvent.click(await screen.findByRole("textbox"));
    await userEvent.keyboard("x{Tab}");
    expect(log.events).toContainEqual(["on_focus"]);
    expect(log.events).toContainEqual(["on_key_down", expect.objectContaining({ key: "x", code: "KeyX", shift: false })]);
    expect(log.events).toContainEqual(["on_key_up", expect.objectContaining({ key: "x" })]);
    expect(log.events).toContainEqual(["on_key_down", expect.objectContaining({ key: "Tab" })]);
  });

  it("ties the error to the control", async () => {
    show({ ...text, error: "Fill in this field." });
    const input = await screen.findByRole("textbox");
    expect(input).toBeInvalid();
    expect(input).toHaveAccessibleDescription("Fill in this field.");
  });

  it("follows its mask and stops at the property's length", async () => {
    const log = show({ ...text, settings: { input_mask: "00-000" }, property: { type: "string", max_length: 6 } });
    const input = await screen.findByRole("textbox");
    await userEvent.type(input, "12x345");
    expect(log.values.at(-1)).toBe("12-345");
    expect(input).toHaveAttribute("maxlength", "6");
  });

  it("empties through its clear button", async () => {
    const log = show({ ...text, value: "a", settings: { show_clear: true } });
    await userEvent.click(await screen.findByRole("button", { name: "Clear Field title" }));
    expect(log.values).toEqual([null]);
    expect(log.commits).not.toEqual([]);
  });

  it("is skipped by Tab while disabled and cannot be written while read-only", async () => {
    show({ ...text, settings: { disabled: true } });
    expect(await screen.findByRole("textbox")).toBeDisabled();
  });

  it("shows its tool tip as description, passes autocomplete and keeps its automation id", async () => {
    show({ ...text, settings: { tooltip: { translation_key: "", translation_value: "As printed" }, auto_complete: "username", automation_id: "user" } });
    const input = await screen.findByRole("textbox");
    expect(input).toHaveAccessibleDescription("As printed");
    expect(input).toHaveAttribute("autocomplete", "username");
    expect(input.closest("[data-automation-id=user]")).not.toBeNull();
  });

  it("is drawn but out of reach on the canvas", async () => {
    show({ ...text, design: true });
    const input = await screen.findByRole("textbox", { hidden: true });
    expect(input.closest<HTMLElement>("div[style*='height: 100%']")?.inert).toBe(true);
  });
});

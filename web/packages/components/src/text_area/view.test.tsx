import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const notes: Scene = { kind: "text_area", property: { type: "string" } };
const area = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: /Field title/ });

describe("text area", () => {
  it("keeps line breaks and commits when it is left", async () => {
    const log = show(notes);
    await userEvent.type(await area(), "one{Enter}two");
    expect(log.commits).toEqual([]);
    await userEvent.tab();
    expect(log.values.at(-1)).toBe("one\ntwo");
    expect(log.events).toContainEqual(["on_value_changed", null, "one\ntwo"]);
  });

  it("shows text as it is, markup included", async () => {
    show({ ...notes, value: "<b>1 & 2</b>\nhttps://example.org" });
    expect(await area()).toHaveValue("<b>1 & 2</b>\nhttps://example.org");
    expect(screen.queryByRole("link")).not.toBeInTheDocument();
  });

  it("takes no more than the property holds", async () => {
    const log = show({ ...notes, property: { type: "string", max_length: 3 } });
    await userEvent.type(await area(), "abcd");
    expect(log.values.at(-1)).toBe("abc");
  });

  it("has a height a hand may change, unless it grows with its text", async () => {
    show(notes);
    expect(await area()).toHaveStyle({ resize: "vertical" });
    expect(await area()).toHaveAttribute("rows", "4");
  });

  it("measures its text when it grows", async () => {
    show({ ...notes, settings: { auto_size: true } });
    expect(await area()).not.toHaveStyle({ resize: "vertical" });
    // The library measures in a second text area that nobody sees.
    expect(document.querySelectorAll("textarea")).toHaveLength(2);
  });

  it("stores nothing for no text, and empties through its clear button", async () => {
    const log = show({ ...notes, value: "x", settings: { show_clear: true, placeholder: { translation_key: "", translation_value: "What happened?" } } });
    await userEvent.click(await screen.findByRole("button", { name: "Clear Field title" }));
    expect(log.values).toEqual([null]);
    expect(await area()).toHaveAttribute("placeholder", "What happened?");
  });

  it("says what is wrong below itself, and is passed by Tab while disabled", async () => {
    show({ ...notes, error: "Fill in this field.", settings: { disabled: true } });
    expect(await area()).toHaveAccessibleDescription("Fill in this field.");
    await userEvent.tab();
    expect(await area()).not.toHaveFocus();
  });

  it("is for reading only where its path leads to another entry", async () => {
    const log = show({ ...notes, value: "told", readOnly: true });
    await userEvent.type(await area(), "x");
    expect(log.values).toEqual([]);
  });
});

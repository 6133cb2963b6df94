import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type Scene, show } from "../testing/render";

const STORED = "data:image/png;base64,AAAA";
const DRAWN = "data:image/png;base64,BBBB";
const bound: Scene = { kind: "signature", settings: { binding: "data.Field" }, property: { type: "string" } };

/** jsdom draws nothing: a surface that takes every stroke and says what it would be. */
function surface() {
  const drawing = new Proxy({ measureText: (text: string) => ({ width: text.length * 10 }) } as Record<string, unknown>, {
    get: (known, name: string) => known[name] ?? (() => undefined),
    set: () => true,
  });
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(drawing as never);
  vi.spyOn(HTMLCanvasElement.prototype, "toDataURL").mockReturnValue(DRAWN);
}

class NoSizes {
  observe() {}
  unobserve() {}
  disconnect() {}
}

const stroke = (canvas: HTMLElement) => {
  fireEvent.mouseDown(canvas, { buttons: 1, button: 0, clientX: 10, clientY: 10 });
  fireEvent.mouseMove(canvas, { buttons: 1, clientX: 30, clientY: 20 });
  fireEvent.mouseUp(canvas, { clientX: 30, clientY: 20 });
};

beforeEach(() => {
  surface();
  vi.stubGlobal("ResizeObserver", NoSizes);
  // The library takes pointers where there are some; jsdom's have no positions.
  vi.stubGlobal("PointerEvent", undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("signature", () => {
  it("stores what was drawn as a PNG data string", async () => {
    const log = show(bound);
    stroke(await screen.findByRole("img", { name: "Not signed" }));
    expect(log.values).toEqual([DRAWN]);
    expect(log.events).toContainEqual(["on_value_changed", null, DRAWN]);
  });

  it("is cleared", async () => {
    const log = show({ ...bound, value: STORED });
    await userEvent.click(await screen.findByRole("button", { name: "Clear Field title" }));
    expect(log.values).toEqual([null]);
    expect(log.events).toContainEqual(["on_value_changed", STORED, null]);
    expect(screen.queryByRole("button", { name: "Clear Field title" })).toBeNull();
  });

  it("takes a typed name from whoever does not draw", async () => {
    const log = show(bound);
    await userEvent.click(await screen.findByRole("button", { name: "Field title Type a name instead" }));
    expect(screen.getByRole("textbox", { name: "Your name" })).toHaveFocus();
    await userEvent.keyboard("Ada Lovelace{Enter}");
    expect(log.values).toEqual([DRAWN]);
  });

  it("changes nothing when the name is left empty or given up", async () => {
    const log = show(bound);
    const open = () => screen.findByRole("button", { name: "Field title Type a name instead" });
    await userEvent.click(await open());
    await userEvent.keyboard("{Enter}");
    await userEvent.click(await open());
    await userEvent.keyboard("Ada{Escape}");
    expect(await open()).toBeInTheDocument();
    expect(log.values).toEqual([]);
  });

  it.each([["disabled", { disabled: true }, false], ["read-only", {}, true]])("shows the picture and no tools while %s", async (_, settings, readOnly) => {
    show({ ...bound, settings: { ...bound.settings, ...settings }, value: STORED, readOnly });
    expect(await screen.findByRole("img", { name: "Signature" })).toHaveAttribute("src", STORED);
    expect(screen.queryByRole("button")).toBeNull();
    expect(document.querySelector("canvas")).toBeNull();
  });

  it("shows nothing that is no picture", async () => {
    show({ ...bound, settings: { ...bound.settings, disabled: true }, value: "https://example.org/a.png" });
    expect(await screen.findByText("Not signed")).toBeInTheDocument();
    expect(document.querySelector("img")).toBeNull();
  });

  it("ties the error to the group and its button, and reports focus once", async () => {
    const log = show({ ...bound, error: "Fill in this field.", value: STORED });
    expect(await screen.findByRole("group", { name: /Field title/ })).toHaveAccessibleDescription("Fill in this field.");
    const type = screen.getByRole("button", { name: "Field title Type a name instead" });
    expect(type).toHaveAttribute("data-field", "data.Field");
    await userEvent.tab();
    await userEvent.tab();
    expect(log.events.filter(([event]) => event === "on_focus")).toHaveLength(1);
  });
});

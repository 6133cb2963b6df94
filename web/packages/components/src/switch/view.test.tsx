import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const toggle: Scene = { kind: "switch", property: { type: "boolean" } };
const handle = () => screen.findByRole<HTMLInputElement>("switch", { name: /Field title/ });

describe("switch", () => {
  it("shows no value as off and goes between two states", async () => {
    const log = show(toggle);
    expect(await handle()).not.toBeChecked();
    await userEvent.click(await handle());
    await userEvent.click(await handle());
    expect(log.values).toEqual([true, false]);
    expect(log.events).toContainEqual(["on_value_changed", true, false]);
  });

  it("stores off once it has been passed without a change, and only once", async () => {
    const log = show(toggle);
    (await handle()).focus();
    await userEvent.tab();
    expect(log.values).toEqual([false]);
    (await handle()).focus();
    await userEvent.tab();
    expect(log.values).toEqual([false]);
  });

  it("leaves what is stored alone when it is passed", async () => {
    const log = show({ ...toggle, value: true });
    (await handle()).focus();
    await userEvent.tab();
    expect(log.values).toEqual([]);
  });

  it("toggles with the space bar and tells scripts of keys and focus", async () => {
    const log = show({ ...toggle, value: false });
    (await handle()).focus();
    await userEvent.keyboard(" ");
    expect(log.values).toEqual([true]);
    expect(log.events.map(([event]) => event)).toEqual(["on_focus", "on_key_down", "on_key_up", "on_value_changed"]);
  });

  it("cannot be changed while disabled or where it is only shown", async () => {
    show({ ...toggle, readOnly: true });
    expect(await handle()).toBeDisabled();
  });

  it("says what is wrong below itself", async () => {
    show({ ...toggle, error: "Fill in this field." });
    expect(await handle()).toHaveAccessibleDescription("Fill in this field.");
  });
});

import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { show } from "../testing/render";

const tick = { kind: "checkbox", property: { type: "boolean" } } as const;
const box = () => screen.findByRole<HTMLInputElement>("checkbox", { name: /Field title/ });

describe("checkbox", () => {
  it("is neither ticked nor unticked until somebody says so", async () => {
    const log = show(tick);
    expect((await box()).indeterminate).toBe(true);
    await userEvent.click(await box());
    await userEvent.click(await box());
    expect(log.values).toEqual([true, false]);
    expect((await box()).indeterminate).toBe(false);
  });

  it("toggles with the space bar and announces the change at once", async () => {
    const log = show({ ...tick, value: false });
    (await box()).focus();
    await userEvent.keyboard(" ");
    expect(log.events).toContainEqual(["on_value_changed", false, true]);
    expect(log.commits).toHaveLength(1);
  });

  it("cannot be changed while disabled", async () => {
    show({ ...tick, settings: { disabled: true } });
    expect(await box()).toBeDisabled();
  });
});

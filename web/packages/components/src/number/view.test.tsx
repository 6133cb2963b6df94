import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { show } from "../testing/render";

const amount = { kind: "number", property: { type: "number" } } as const;
const field = () => screen.findByRole("spinbutton", { name: "Field title" });

describe("number", () => {
  it("keeps amounts as exact text that a floating number could not hold", async () => {
    const log = show(amount);
    await userEvent.type(await field(), "12345678901234567890.10");
    expect(log.values.at(-1)).toBe("12345678901234567890.10");
  });

  it("stores whole numbers as numbers and refuses decimals", async () => {
    const log = show({ kind: "number", property: { type: "integer" } });
    await userEvent.type(await field(), "1.5");
    expect(log.values.at(-1)).toBe(15);
    expect(await field()).toHaveValue("15");
  });

  it("stores whole numbers beyond 2^53 as text", async () => {
    const log = show({ kind: "number", property: { type: "integer" } });
    await userEvent.type(await field(), "9007199254740993");
    expect(log.values.at(-1)).toBe("9007199254740993");
  });

  it("refuses letters", async () => {
    const log = show(amount);
    await userEvent.type(await field(), "1a2");
    expect(log.values.at(-1)).toBe("12");
  });

  it("reads and writes as people of the locale do", async () => {
    const log = show({ ...amount, locale: "tr", value: "1234.5", settings: { format: "#,##0.00" } });
    const input = await field();
    expect(input).toHaveValue("1.234,50");
    await userEvent.clear(input);
    await userEvent.type(input, "2.000,75");
    expect(log.values.at(-1)).toBe("2000.75");
    await userEvent.tab();
    expect(input).toHaveValue("2.000,75");
  });

  it("steps exactly with the arrow keys and stops at the limits", async () => {
    const log = show({ ...amount, value: "0.1", settings: { step: "0.2", maximum: "0.4" } });
    await userEvent.click(await field());
    await userEvent.keyboard("{ArrowUp}{ArrowUp}{ArrowDown}");
    expect(log.values).toEqual(["0.3", "0.4", "0.2"]);
  });

  it("steps with its buttons, which Tab passes by", async () => {
    const log = show({ ...amount, value: "5" });
    await userEvent.click(await screen.findByRole("button", { name: "Decrease Field title" }));
    expect(log.values).toEqual(["4"]);
    expect(log.events).toContainEqual(["on_value_changed", "5", "4"]);
    expect(screen.getByRole("button", { name: "Increase Field title" })).toHaveAttribute("tabindex", "-1");
  });

  it("tells its limits, those of the element before those of the property", async () => {
    show({ ...amount, property: { type: "number", minimum: "0", maximum: "100" }, settings: { maximum: 10 } });
    expect(await field()).toHaveAttribute("aria-valuemin", "0");
    expect(await field()).toHaveAttribute("aria-valuemax", "10");
  });

  it("gives way to the bare number while a format that hides digits is edited", async () => {
    show({ ...amount, value: "0.256", settings: { format: "0%" } });
    const input = await field();
    expect(input).toHaveValue("26%");
    await userEvent.click(input);
    expect(input).toHaveValue("0.256");
  });
});

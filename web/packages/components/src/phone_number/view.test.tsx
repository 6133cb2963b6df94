import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const call: Scene = { kind: "phone_number", property: { type: "string" }, settings: { default_country: "TR" } };
const field = () => screen.findByRole<HTMLInputElement>("textbox", { name: /Field title/ });

describe("phone number", () => {
  it("takes form while it is typed, and is stored internationally", async () => {
    const log = show(call);
    await userEvent.type(await field(), "03125550000");
    expect(await field()).toHaveValue("(0312) 555 00 00");
    await userEvent.tab();
    expect(log.values.at(-1)).toBe("+903125550000");
    expect(log.events).toContainEqual(["on_value_changed", null, "+903125550000"]);
    expect(await field()).toHaveValue("+90 312 555 00 00");
  });

  it("takes a number of another country by its prefix", async () => {
    const log = show(call);
    await userEvent.type(await field(), "+442079460018");
    expect(await field()).toHaveValue("+44 20 7946 0018");
    expect(log.values.at(-1)).toBe("+442079460018");
  });

  it("keeps what is no number as it was typed", async () => {
    const log = show({ ...call, error: "Enter a whole telephone number." });
    await userEvent.type(await field(), "555 ask for Ada");
    await userEvent.tab();
    expect(log.values.at(-1)).toBe("555 ask for Ada");
    expect(await field()).toHaveValue("555 ask for Ada");
    expect(await field()).toHaveAccessibleDescription("Enter a whole telephone number.");
  });

  it("assumes no country where none is set", async () => {
    const log = show({ ...call, settings: {} });
    await userEvent.type(await field(), "03125550000");
    expect(log.values.at(-1)).toBe("03125550000");
  });

  it("lets brackets and digits in the middle be deleted", async () => {
    const log = show({ ...call, settings: { default_country: "US" } });
    await userEvent.type(await field(), "2015550123");
    expect(await field()).toHaveValue("(201) 555-0123");
    await userEvent.type(await field(), "{Backspace}", { initialSelectionStart: 5, initialSelectionEnd: 5 });
    expect(await field()).toHaveValue("(201 555-0123");
    expect((await field()).selectionStart).toBe(4);
    expect(log.values.at(-1)).toBe("+12015550123");
  });

  it("shows a stored number as people write it, and one that is none as it is", async () => {
    show({ ...call, value: "+903125550000" });
    expect(await field()).toHaveValue("+90 312 555 00 00");
  });

  it("is empty when it is emptied", async () => {
    const log = show({ ...call, value: "+903125550000" });
    await userEvent.clear(await field());
    expect(log.values.at(-1)).toBeNull();
  });

  it("is for phones and password managers what it is", async () => {
    show(call);
    expect(await field()).toHaveAttribute("type", "tel");
    expect(await field()).toHaveAttribute("autocomplete", "tel");
  });

  it("cannot be changed where it is only shown", async () => {
    const log = show({ ...call, value: "+903125550000", readOnly: true });
    await userEvent.type(await field(), "1");
    expect(log.values).toEqual([]);
  });
});

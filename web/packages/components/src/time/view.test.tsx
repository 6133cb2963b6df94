import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const start: Scene = { kind: "time", property: { type: "time" }, value: "09:15:30" };
const part = (name: string) => screen.findByRole("spinbutton", { name });
const sections = async () =>
  within(await screen.findByRole("group", { name: /Field title/ }))
    .getAllByRole("spinbutton")
    .map(({ textContent }) => textContent);
const offered = async (name: string) => within(await screen.findByRole("listbox", { name })).getAllByRole("option").map(({ textContent }) => textContent);
const open = async () => userEvent.click(await screen.findByRole("button", { name: /choose time/i }));

describe("time", () => {
  it("shows hours and minutes of a day of 24 hours, whatever the locale", async () => {
    show({ ...start, value: "21:15:00" });
    expect(await sections()).toEqual(["21", "15"]);
  });

  it("shows twice twelve hours where its pattern says so", async () => {
    const log = show({ ...start, value: "21:15:00", settings: { format: "hh:mm tt" } });
    expect(await sections()).toEqual(["09", "15", "PM"]);
    await userEvent.click(await part("Meridiem"));
    await userEvent.keyboard("{ArrowUp}");
    expect(log.values.at(-1)).toBe("09:15:00");
  });

  it("shows seconds where its pattern has them", async () => {
    show({ ...start, settings: { format: "HH:mm:ss" } });
    expect(await sections()).toEqual(["09", "15", "30"]);
    await open();
    expect(await offered("Select seconds")).toHaveLength(60);
  });

  it("takes finer times from the keyboard than its list offers", async () => {
    const log = show({ ...start, settings: { minute_step: 15 } });
    await userEvent.click(await part("Minutes"));
    await userEvent.keyboard("07");
    expect(log.values.at(-1)).toBe("09:07:30");
    await open();
    expect(await offered("Select minutes")).toEqual(["00", "15", "30", "45"]);
    expect(screen.queryByRole("listbox", { name: "Select seconds" })).not.toBeInTheDocument();
  });

  it.each([0, -5, 2.5, 61])("offers every five minutes where a step of %s cannot be", async (step) => {
    show({ ...start, settings: { minute_step: step } });
    await open();
    expect(await offered("Select minutes")).toHaveLength(12);
  });

  it("does not offer what the property refuses", async () => {
    show({ ...start, property: { type: "time", min_time: "08:00:00" } });
    await open();
    const hours = within(await screen.findByRole("listbox", { name: "Select hours" }));
    expect(hours.getByRole("option", { name: "7 hours" })).toHaveAttribute("aria-disabled", "true");
    expect(hours.getByRole("option", { name: "8 hours" })).not.toHaveAttribute("aria-disabled", "true");
  });

  it("says what is wrong below itself", async () => {
    show({ ...start, error: "Choose 08:00 or later." });
    expect(await screen.findByText("Choose 08:00 or later.")).toBeInTheDocument();
  });
});

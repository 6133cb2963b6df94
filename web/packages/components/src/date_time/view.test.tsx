import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const due: Scene = { kind: "date_time", property: { type: "datetime" }, timeZone: "Europe/Istanbul" };
const part = (name: string) => screen.findByRole("spinbutton", { name });

describe("date and time", () => {
  it("shows an instant in the reader's zone and writes it in UTC", async () => {
    const log = show({ ...due, value: "2024-01-31T22:30:00Z", settings: { display_format: "yyyy-MM-dd HH:mm" } });
    const hours = await part("Hours");
    expect(hours).toHaveTextContent("01");
    expect(await part("Day")).toHaveTextContent("01");
    await userEvent.click(hours);
    await userEvent.keyboard("{ArrowUp}");
    expect(log.values.at(-1)).toBe("2024-01-31T23:30:00Z");
  });

  it.each([
    ["Asia/Kathmandu", "2026-01-01T18:14:59Z", "2026-07-14T18:45:59Z"],
    ["Europe/Istanbul", "2016-03-27T00:59:00Z", "2026-07-14T21:30:00Z"],
    ["America/New_York", "2026-11-01T06:30:00Z", "2026-07-15T04:30:00Z"],
  ])("writes the moment that is typed in %s, its year digit by digit", async (timeZone, value, written) => {
    const log = show({ ...due, timeZone, value, settings: { display_format: "dd.MM.yyyy HH:mm" } });
    for (const [name, digits] of [["Day", "15"], ["Month", "07"], ["Year", "2026"], ["Hours", "00"], ["Minutes", "30"]] as const) {
      await userEvent.click(await part(name));
      await userEvent.keyboard(digits);
    }
    expect(log.values.at(-1)).toBe(written);
  });

  it("writes the leap day that is typed over a day of another year", async () => {
    const log = show({ ...due, property: { type: "date" }, value: "2023-03-29", settings: { display_format: "dd.MM.yyyy" } });
    for (const [name, digits] of [["Day", "29"], ["Month", "02"], ["Year", "2024"]] as const) {
      await userEvent.click(await part(name));
      await userEvent.keyboard(digits);
    }
    expect(log.values.at(-1)).toBe("2024-02-29");
  });

  it("writes a day without a zone and asks for no time", async () => {
    const log = show({ ...due, property: { type: "date" }, value: "2024-01-31" });
    await userEvent.click(await part("Day"));
    await userEvent.keyboard("{ArrowDown}");
    expect(log.values.at(-1)).toBe("2024-01-30");
    expect(screen.queryByRole("spinbutton", { name: "Hours" })).not.toBeInTheDocument();
  });

  it("writes a time of day", async () => {
    const log = show({ ...due, property: { type: "time" }, value: "09:15:00", settings: { display_format: "HH:mm" } });
    await userEvent.click(await part("Minutes"));
    await userEvent.keyboard("{ArrowUp}");
    expect(log.values.at(-1)).toBe("09:16:00");
  });

  it("orders day and month as the locale does", async () => {
    show({ ...due, locale: "tr", property: { type: "date" }, value: "2024-01-31" });
    const group = await screen.findByRole("group", { name: /Field title/ });
    const order = within(group)
      .getAllByRole("spinbutton")
      .map((section) => section.textContent);
    expect(order).toEqual(["31", "01", "2024"]);
  });

  it("says what is wrong below the field", async () => {
    show({ ...due, error: "Fill in this field." });
    expect(await screen.findByText("Fill in this field.")).toBeInTheDocument();
  });

  it("opens a calendar from its button", async () => {
    show({ ...due, settings: { format: "date" } });
    await userEvent.click(await screen.findByRole("button", { name: /choose date/i }));
    expect(await screen.findByRole("grid")).toBeInTheDocument();
  });
});

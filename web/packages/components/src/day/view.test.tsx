import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const due: Scene = { kind: "day", property: { type: "date" }, timeZone: "Pacific/Kiritimati" };
const part = (name: string) => screen.findByRole("spinbutton", { name });

describe("day", () => {
  it("shows and writes a day that no zone moves", async () => {
    const log = show({ ...due, value: "2024-01-31" });
    await userEvent.click(await part("Day"));
    await userEvent.keyboard("{ArrowDown}");
    expect(log.values.at(-1)).toBe("2024-01-30");
    expect(screen.queryByRole("spinbutton", { name: "Hours" })).not.toBeInTheDocument();
  });

  it("follows its own pattern, or the locale's", async () => {
    show({ ...due, value: "2024-01-31", settings: { format: "yyyy/MM/dd" } });
    const sections = within(await screen.findByRole("group", { name: /Field title/ })).getAllByRole("spinbutton");
    expect(sections.map(({ textContent }) => textContent)).toEqual(["2024", "01", "31"]);
  });

  it("picks one day of a calendar, between the limits of the element", async () => {
    const log = show({ ...due, value: "2024-01-31", settings: { min_date: "2024-01-10", max_date: "2024-02-05" } });
    await userEvent.click(await screen.findByRole("button", { name: /choose date/i }));
    expect(await screen.findByRole("gridcell", { name: "9" })).toBeDisabled();
    await userEvent.click(screen.getByRole("gridcell", { name: "12" }));
    expect(log.values.at(-1)).toBe("2024-01-12");
    expect(log.events).toContainEqual(["on_value_changed", "2024-01-31", "2024-01-12"]);
  });

  it("keeps to the limits of its property where it has none of its own", async () => {
    show({ ...due, property: { type: "date", min_date: "2024-01-20" }, value: "2024-01-31" });
    await userEvent.click(await screen.findByRole("button", { name: /choose date/i }));
    expect(await screen.findByRole("gridcell", { name: "19" })).toBeDisabled();
    expect(screen.getByRole("gridcell", { name: "20" })).toBeEnabled();
  });

  it("keeps a half-typed day as one that is not complete, once it is left", async () => {
    const log = show({ ...due, settings: { format: "dd.MM.yyyy" } });
    await userEvent.click(await part("Day"));
    await userEvent.keyboard("15");
    expect(log.values).toEqual([]);
    await userEvent.click(document.body);
    expect(log.values).toEqual(["incomplete"]);
    expect(await part("Day")).toHaveTextContent("15");
  });

  it("is empty again when what was half typed is taken away", async () => {
    const log = show({ ...due, settings: { format: "dd.MM.yyyy" } });
    await userEvent.click(await part("Day"));
    await userEvent.keyboard("15");
    await userEvent.click(document.body);
    await userEvent.click(await part("Day"));
    await userEvent.keyboard("{Delete}");
    await userEvent.click(document.body);
    expect(log.values).toEqual(["incomplete", null]);
  });

  it("is one field for scripts, whichever of its parts has the focus", async () => {
    const log = show({ ...due, settings: { format: "dd.MM.yyyy" } });
    await userEvent.click(await part("Day"));
    await userEvent.keyboard("15072026");
    await userEvent.click(document.body);
    expect(log.events.filter(([event]) => event === "on_focus" || event === "on_value_changed")).toEqual([
      ["on_focus"],
      ["on_value_changed", null, "2026-07-15"],
    ]);
  });

  it("shows its hint while it is empty and nobody is in it", async () => {
    show({ ...due, settings: { placeholder: { translation_key: "", translation_value: "Any working day" } } });
    expect(await screen.findByText("Any working day")).toBeInTheDocument();
    await userEvent.click(await part("Day"));
    expect(screen.queryByText("Any working day")).not.toBeInTheDocument();
  });

  it("empties through its clear button", async () => {
    const log = show({ ...due, value: "2024-01-31", settings: { show_clear: true } });
    await userEvent.click(await screen.findByRole("button", { name: /clear/i }));
    expect(log.values.at(-1)).toBeNull();
  });

  it("says what is wrong below itself", async () => {
    show({ ...due, error: "Fill in this field." });
    expect(await screen.findByText("Fill in this field.")).toBeInTheDocument();
  });
});

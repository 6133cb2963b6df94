import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { show } from "../testing/render";

const caption = { translation_key: "", translation_value: "Save" };

describe("button", () => {
  it("runs its command with its parameters", async () => {
    const log = show({ kind: "button", settings: { label: caption, command_type: "execute_dataflow", linked_dataflow: "f", validate_form: false } });
    await userEvent.click(await screen.findByRole("button", { name: "Save" }));
    expect(log.commands).toHaveLength(1);
    expect(log.commands[0]).toMatchObject({ command: "execute_dataflow", validate: false, parameters: { linked_dataflow: "f" } });
  });

  it("runs with the keyboard", async () => {
    const log = show({ kind: "button", settings: { label: caption, command_type: "navigation_back" } });
    await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    expect(log.commands.map(({ command }) => command)).toEqual(["navigation_back"]);
  });

  it("cannot be started again while its command runs", async () => {
    show({ kind: "button", busy: true, settings: { label: caption, command_type: "execute_dataflow" } });
    const button = await screen.findByRole("button", { name: /Save/ });
    expect(button).toBeDisabled();
    expect(screen.getByRole("progressbar")).toBeInTheDocument();
  });

  it("draws a vector picture of its own in the colour of its text, and is not named by its id", async () => {
    const icon = "0b0f6f3e-0000-4000-8000-000000000001";
    show({ kind: "button", settings: { icon } });
    const button = await screen.findByRole("button", { name: "Element_1" });
    expect(button.querySelector(`[data-icon="${icon}"]`)).toBeInTheDocument();
    expect(button.querySelector("svg, img")).toBeNull();
  });

  it("is named by its tool tip when it shows only an icon", async () => {
    show({ kind: "button", settings: { icon: "save", tooltip: caption } });
    expect(await screen.findByRole("button", { name: "Save" })).toBeInTheDocument();
  });

  it("wears its own colours", async () => {
    show({ kind: "button", settings: { label: caption, background: "#ffffff" } });
    expect(await screen.findByRole("button")).toHaveStyle({ background: "#ffffff", color: "rgba(0, 0, 0, 0.87)" });
  });

  it("does nothing on the canvas", async () => {
    const log = show({ kind: "button", design: true, settings: { label: caption, command_type: "navigation_back" } });
    (await screen.findByRole("button", { hidden: true })).click();
    expect(log.commands).toEqual([]);
  });
});

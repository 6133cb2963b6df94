import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const bar = (settings: Scene["settings"], more: Partial<Scene> = {}) => show({ kind: "progress_bar", settings, ...more });
const found = () => screen.findByRole("progressbar");
const filled = async () => (await found()).querySelector<HTMLElement>("[data-side]");

describe("progress bar", () => {
  it("shows a value between its limits, and tells it", async () => {
    bar({ value: 3, max_value: 4 });
    expect(await found()).toHaveAccessibleName("Progress");
    for (const [attribute, value] of [["aria-valuemin", "0"], ["aria-valuemax", "4"], ["aria-valuenow", "3"]] as const) {
      expect(await found()).toHaveAttribute(attribute, value);
    }
    expect(await filled()).toHaveStyle({ inlineSize: "75%" });
  });

  it("takes value and limits from the form, which win over the static ones", async () => {
    const properties = { Done: { name: "Done", title: "Work done", type: "number" as const } };
    bar(
      { value: 1, value_binding: "data.Done", min_value_binding: "data.From", max_value_binding: "data.To" },
      { properties, values: { "data.Done": "15.00", "data.From": 10, "data.To": "20" } },
    );
    expect(await found()).toHaveAccessibleName("Work done");
    expect(await found()).toHaveAttribute("aria-valuenow", "15.00");
    expect(await filled()).toHaveStyle({ inlineSize: "50%" });
  });

  it.each([
    [140, "100"],
    [-3, "0"],
  ])("clamps %s to its limits", async (value, told) => {
    bar({ value });
    expect(await found()).toHaveAttribute("aria-valuenow", told);
    expect(within(await found()).getAllByText(told)).not.toHaveLength(0);
  });

  it("is empty and tells no value while there is none", async () => {
    bar({ value_binding: "data.Done" });
    expect(await found()).not.toHaveAttribute("aria-valuenow");
    expect(await found()).toHaveTextContent("");
    expect(await filled()).toHaveStyle({ inlineSize: "0%" });
  });

  it("writes the value by its pattern, or not at all", async () => {
    bar({ value: "12.346", format: "0.00 'h'" });
    expect(await found()).toHaveAttribute("aria-valuetext", "12.35 h");
    expect(within(await found()).getAllByText("12.35 h")).not.toHaveLength(0);
  });

  it("is only a bar when the value is not to be shown", async () => {
    bar({ value: 50, show_value: false });
    expect(await found()).toHaveTextContent("");
  });

  it("fills from the other end", async () => {
    bar({ value: 30, invert: true });
    expect((await filled())?.dataset.side).toBe("end");
  });

  it("wears its own colours, with text that can be read on them", async () => {
    bar({ value: 30, progress: "#ffffff", background: "#000000" });
    expect(await filled()).toHaveStyle({ backgroundColor: "#ffffff", color: "rgba(0, 0, 0, 0.87)" });
    expect(await found()).toHaveStyle({ background: "#000000" });
  });

  it("goes on without a value when it is not determinate", async () => {
    bar({ determinate: false, value: 30 });
    expect(await found()).not.toHaveAttribute("aria-valuenow");
    expect(await found()).toHaveClass("MuiLinearProgress-indeterminate");
    expect(await found()).toHaveTextContent("");
  });

  it("shows a part of itself on the canvas, where there is no entry", async () => {
    bar({ value_binding: "data.Done" }, { design: true });
    expect(document.querySelector("[data-side]")).toHaveStyle({ inlineSize: "40%" });
  });
});

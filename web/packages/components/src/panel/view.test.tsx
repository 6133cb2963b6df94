import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { show } from "../testing/render";

describe("panel", () => {
  const box = async () => (await screen.findByText("Inside")).parentElement;
  const children = <span>Inside</span>;

  it("lays out its children in a row", async () => {
    show({ kind: "panel", children, settings: { justify_content: "space_between", align_items: "center" } });
    expect(await box()).toHaveStyle({ flexDirection: "row", justifyContent: "space-between", alignItems: "center" });
  });

  it("carries layout, appearance and brush", async () => {
    show({
      kind: "panel",
      children,
      settings: { width: 300, height: "50vh", margin: [1, 2, 3, 4], padding: [5, 6, 7, 8], corner_radius: 8, border_thickness: [1, 1, 1, 1], border_brush: "red", opacity: 0.5, background: "rgb(1, 2, 3)" },
    });
    expect(await box()).toHaveStyle({ width: "300px", height: "50vh", margin: "3px 2px 4px 1px", padding: "7px 6px 8px 5px", borderRadius: "8px", borderWidth: "1px", opacity: "0.5", background: "rgb(1, 2, 3)" });
  });

  it("is not there at all when invisible, and out of sight when hidden", async () => {
    show({ kind: "panel", children, settings: { visible: false } });
    expect(screen.queryByText("Inside")).not.toBeInTheDocument();
    show({ kind: "panel", children, settings: { hidden: true } });
    expect(await screen.findByText("Inside")).not.toBeVisible();
  });

  it("can still be found by its builder when invisible", async () => {
    show({ kind: "panel", children, design: true, settings: { visible: false } });
    expect(await screen.findByText("Inside")).toBeVisible();
  });

  it("ignores a size that is none", async () => {
    show({ kind: "panel", children, settings: { width: "1px; color: red" } });
    expect((await box())?.style.width).toBe("");
  });
});

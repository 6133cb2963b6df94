import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { show } from "../testing/render";

const panels = Object.fromEntries(["one", "two", "three", "four", "five", "six"].map((text) => [text, <p key={text}>{text}</p>]));
const cells = (settings: object) => {
  show({ kind: "grid", settings: settings as never, panels });
  return screen.getByText("one").parentElement?.parentElement as HTMLElement;
};

describe("grid", () => {
  it("puts its panels into columns, row by row", () => {
    const grid = cells({ column: 3 });
    expect(grid).toHaveStyle({ gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr)" });
    expect(grid.textContent).toBe("onetwothreefourfivesix");
  });

  it("has the gap and the widths that were set, and equal shares for the others", () => {
    expect(cells({ column: 3, gap: 8, column_sizes: [120, "", "20%"] })).toHaveStyle({
      gap: "8px",
      gridTemplateColumns: "minmax(0, 120px) minmax(0, 1fr) minmax(0, 20%)",
    });
  });

  it("takes a size that is none for an equal share", () => {
    expect(cells({ column: 2, column_sizes: ["url(x)"] })).toHaveStyle({ gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)" });
  });
});

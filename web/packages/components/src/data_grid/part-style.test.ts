import { describe, expect, it } from "vitest";

import { cellStyle, cssOf } from "./part-style";

const noContrast = () => undefined;

describe("styles of scripts", () => {
  it.each(["#f00", "#ff000080", "red", "rgba(255, 0, 0, 0.5)", "hsl(120 50% 40%)", "oklch(40% 0.2 120)"])("may be the colour %s", (color) => {
    expect(cssOf({ color }, noContrast)).toEqual({ color });
  });

  it.each(["url(https://else.where)", "var(--x)", "red; background: url(x)", "image-set('x' 1x)", "rgb(url(x))", "#12", "attr(x)"])("may not be %s", (text) => {
    expect(cssOf({ color: text, background: text }, noContrast)).toBeUndefined();
  });

  it("may only have the weights of the theme", () => {
    expect(cssOf({ font_weight: "bold" }, noContrast)).toEqual({ fontWeight: 600 });
    expect(cssOf({ font_weight: "950" }, noContrast)).toBeUndefined();
    expect(cssOf({ font_style: "oblique 40deg", text_decoration: "blink" }, noContrast)).toBeUndefined();
  });

  it("keep text readable that has no colour of its own", () => {
    expect(cssOf({ background: "#ffeeee" }, () => "black")).toEqual({ backgroundImage: "linear-gradient(#ffeeee, #ffeeee)", color: "black" });
    expect(cssOf({ background: "#ffeeee", color: "navy" }, () => "black")).toMatchObject({ color: "navy" });
  });

  it("of a cell stand over those of its row", () => {
    const styles = { row: { 7: { background: "red", color: "white" } }, cell: { "7/1": { background: "blue" } } };
    expect(cellStyle(styles, 7, "1")).toEqual({ background: "blue", color: "white" });
    expect(cellStyle(styles, 7, "0")).toEqual({ background: "red", color: "white" });
    expect(cellStyle(styles, 8, "1")).toBeUndefined();
  });
});

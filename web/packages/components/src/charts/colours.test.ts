import { createAqtraTheme, tokens } from "@aqtra/ui";
import { getContrastRatio } from "@mui/material/styles";
import { describe, expect, it } from "vitest";

import { lookOf } from "./colours";

describe("colours of series", () => {
  it("begin with the domain's own and leave out what looks like it", () => {
    const [first, ...others] = lookOf(createAqtraTheme({ primary: "#7a3e9d" }), "light").series;
    expect(first).toBe("#7a3e9d");
    expect(others).not.toContain("#8457a8");
    expect(others).toContain(tokens.accent.main);
  });

  it.each(["light", "dark"] as const)("stand out from the surface in %s", (scheme) => {
    const { series, surface } = lookOf(createAqtraTheme(), scheme);
    expect(new Set(series).size).toBe(series.length);
    expect(series).toHaveLength(9);
    for (const colour of series) expect({ colour, seen: getContrastRatio(colour, surface) >= 3 }).toEqual({ colour, seen: true });
  });

  it("are all there beside a grey, which looks like none of them", () => {
    expect(lookOf(createAqtraTheme({ primary: "#333333" }), "light").series).toHaveLength(10);
  });
});

import { getContrastRatio } from "@mui/material/styles";
import { describe, expect, it } from "vitest";

import { code, grey, ink } from "./tokens";

describe("colours of code", () => {
  it.each([
    ["light", 4.5],
    ["dark", 4.5],
    ["high_contrast", 7],
  ] as const)("of %s are read on their surface and on what is selected", (scheme, least) => {
    const { surface, activeLine, selection, line, ...colours } = code[scheme];
    for (const [name, colour] of Object.entries(colours)) expect({ name, ratio: getContrastRatio(colour, surface) >= least }).toEqual({ name, ratio: true });
    expect(getContrastRatio(colours.text, selection)).toBeGreaterThanOrEqual(least);
    expect(getContrastRatio(colours.gutter, activeLine)).toBeGreaterThanOrEqual(4.5);
    expect(getContrastRatio(line, surface)).toBeGreaterThan(scheme === "high_contrast" ? 7 : 1.2);
  });
});

describe("colours of words in stored texts", () => {
  // A colour cannot reach 4.5:1 on both; large and bold words need 3:1.
  it.each(Object.entries(ink))("are read on light and on dark: %s", (_, colour) => {
    expect(getContrastRatio(colour, grey[0])).toBeGreaterThanOrEqual(4.5);
    expect(getContrastRatio(colour, grey[900])).toBeGreaterThanOrEqual(3.3);
  });
});

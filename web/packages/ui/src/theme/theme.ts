import { createTheme, lighten, type Theme } from "@mui/material/styles";

import "./augment";
import { controlOverrides } from "./overrides-controls";
import { darkPalette, lightPalette } from "./palette";
import { surfaceOverrides } from "./overrides-surfaces";
import { accent, duration, grey, radius, space } from "./tokens";
import { typography } from "./typography";

export interface BrandOptions {
  /** Replaces the accent; a CSS hex, rgb() or hsl() colour. */
  primary?: string | undefined;
  fontFamily?: string | undefined;
}

/** The one theme: light and dark from the same tokens, switched by `data-theme` on the root. */
export function createAqtraTheme(brand: BrandOptions = {}): Theme {
  return createTheme({
    cssVariables: { cssVarPrefix: "aq", colorSchemeSelector: "data-theme" },
    colorSchemes: {
      light: { palette: { ...lightPalette, ...brandPalette(brand.primary, "light") } },
      dark: { palette: { ...darkPalette, ...brandPalette(brand.primary, "dark") } },
    },
    spacing: space.xs,
    shape: { borderRadius: radius.surface },
    breakpoints: { values: { xs: 0, sm: 600, md: 900, lg: 1200, xl: 1536 } },
    motion: { reducedMotion: "system" },
    transitions: {
      duration: {
        shortest: duration.fast,
        shorter: duration.fast,
        short: duration.normal,
        standard: duration.normal,
        complex: duration.slow,
        enteringScreen: duration.slow,
        leavingScreen: duration.fast,
      },
    },
    focusVisible: { outlineWidth: 2, outlineOffset: 2 },
    typography: brand.fontFamily ? { ...typography, fontFamily: brand.fontFamily } : typography,
    components: { ...controlOverrides, ...surfaceOverrides },
  });
}

/** Shades derived from one brand colour, so that a domain need name only one. */
function brandPalette(primary: string | undefined, mode: "light" | "dark") {
  if (!primary) return {};
  const base = mode === "light" ? lightPalette : darkPalette;
  // MUI parses palette colours and cannot read color-mix; tones are plain CSS, so they may.
  const soft = `color-mix(in srgb, ${primary} ${mode === "light" ? 12 : 24}%, ${mode === "light" ? grey[0] : grey[900]})`;
  // A colour chosen on white is too dark to be read on a dark surface.
  const main = mode === "light" ? primary : lighten(primary, 0.45);
  return {
    primary: { main },
    tone: { ...base.tone, accent: soft, selected: soft },
  };
}

export const brandDefault = accent.main;

import type { PaletteOptions } from "@mui/material/styles";

import { accent, grey, semantic } from "./tokens";

/** Surfaces and lines that the MUI palette has no name for. */
export interface Tone {
  /** Behind the content: the page itself. */
  canvas: string;
  /** A step down: wells, table headers, code. */
  sunken: string;
  /** A step up: popovers, menus, dialogs. */
  raised: string;
  hover: string;
  selected: string;
  /** Quiet fill of the accent. */
  accent: string;
  /** Outline of controls; passes 3:1 against the surface. */
  control: string;
}

export const lightPalette: PaletteOptions = {
  mode: "light",
  primary: { main: accent.main, dark: accent.dark, light: accent.light, contrastText: grey[0] },
  secondary: { main: grey[700], dark: grey[800], light: grey[600], contrastText: grey[0] },
  error: { main: semantic.light.error },
  warning: { main: semantic.light.warning },
  info: { main: semantic.light.info },
  success: { main: semantic.light.success },
  text: { primary: grey[900], secondary: grey[600], disabled: grey[400] },
  divider: grey[200],
  background: { default: grey[25], paper: grey[0] },
  tone: {
    canvas: grey[25],
    sunken: grey[50],
    raised: grey[0],
    hover: grey[50],
    selected: accent.soft,
    accent: accent.soft,
    control: grey[300],
  },
};

export const darkPalette: PaletteOptions = {
  mode: "dark",
  primary: {
    main: accent.onDark,
    dark: accent.light,
    light: accent.onDarkHover,
    contrastText: accent.inkOnDark,
  },
  secondary: { main: grey[300], dark: grey[400], light: grey[200], contrastText: grey[950] },
  error: { main: semantic.dark.error },
  warning: { main: semantic.dark.warning },
  info: { main: semantic.dark.info },
  success: { main: semantic.dark.success },
  text: { primary: grey[100], secondary: grey[400], disabled: grey[600] },
  divider: grey[800],
  background: { default: grey[950], paper: grey[900] },
  tone: {
    canvas: grey[950],
    sunken: grey[950],
    raised: grey[850],
    hover: grey[850],
    selected: accent.onDarkSoft,
    accent: accent.onDarkSoft,
    control: grey[700],
  },
};

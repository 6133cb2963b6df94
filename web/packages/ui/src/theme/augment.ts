import type { Tone } from "./palette";

declare module "@mui/material/styles" {
  interface CssThemeVariables {
    enabled: true;
  }
  interface Palette {
    tone: Tone;
  }
  interface PaletteOptions {
    tone?: Partial<Tone>;
  }
  interface TypographyVariants {
    mono: React.CSSProperties;
  }
  interface TypographyVariantsOptions {
    mono?: React.CSSProperties;
  }
}

declare module "@mui/material/Typography" {
  interface TypographyPropsVariantOverrides {
    mono: true;
  }
}

declare module "@mui/material/Button" {
  interface ButtonPropsVariantOverrides {
    /** Quiet fill of the accent: secondary actions that still belong to the primary colour. */
    soft: true;
  }
}

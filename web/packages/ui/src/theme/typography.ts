import type { ThemeOptions } from "@mui/material/styles";

import { fontFamily, fontSize } from "./tokens";

const rem = (pixels: number) => `${pixels / 16}rem`;

export const typography: ThemeOptions["typography"] = {
  fontFamily: fontFamily.sans,
  fontSize: fontSize.md,
  h1: { fontSize: rem(fontSize.xxl), fontWeight: 620, lineHeight: 1.3, letterSpacing: "-0.015em" },
  h2: { fontSize: rem(fontSize.xl), fontWeight: 620, lineHeight: 1.3, letterSpacing: "-0.01em" },
  h3: { fontSize: rem(fontSize.lg), fontWeight: 600, lineHeight: 1.4 },
  h4: { fontSize: rem(fontSize.md), fontWeight: 600, lineHeight: 1.45 },
  h5: { fontSize: rem(fontSize.sm), fontWeight: 600, lineHeight: 1.5 },
  h6: { fontSize: rem(fontSize.xs), fontWeight: 600, lineHeight: 1.5 },
  subtitle1: { fontSize: rem(fontSize.lg), lineHeight: 1.5 },
  subtitle2: { fontSize: rem(fontSize.sm), fontWeight: 550, lineHeight: 1.5 },
  body1: { fontSize: rem(fontSize.md), lineHeight: 1.5 },
  body2: { fontSize: rem(fontSize.sm), lineHeight: 1.5 },
  caption: { fontSize: rem(fontSize.xs), lineHeight: 1.5 },
  button: { fontSize: rem(fontSize.sm), fontWeight: 550, textTransform: "none", lineHeight: 1.4 },
  overline: {
    fontSize: rem(fontSize.xs),
    fontWeight: 600,
    letterSpacing: "0.04em",
    textTransform: "none",
  },
  mono: { fontFamily: fontFamily.mono, fontSize: rem(fontSize.xs), lineHeight: 1.5 },
};

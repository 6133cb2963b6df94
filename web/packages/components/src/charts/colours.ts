/** Colours of series: the domain's own first, then those of the theme that differ from it. */
import { decomposeColor, hexToRgb, type Theme } from "@mui/material/styles";
import { tokens } from "@aqtra/ui";

export interface Look {
  readonly series: readonly string[];
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
  readonly raised: string;
  readonly accent: string;
  readonly fontFamily: string;
}

/** Degrees on the colour wheel within which two colours look the same. */
const NEAR = 12;

export function lookOf(theme: Theme, scheme: "light" | "dark"): Look {
  const palette = theme.colorSchemes[scheme]?.palette ?? theme.palette;
  const accent = palette.primary.main;
  const hue = hueOf(accent);
  const others = tokens.chart[scheme].filter((colour) => distance(hue, hueOf(colour)) > NEAR);
  return {
    series: [accent, ...others],
    text: palette.text.primary,
    quiet: palette.text.secondary,
    line: palette.divider,
    surface: palette.background.paper,
    raised: palette.tone.raised,
    accent,
    fontFamily: String(theme.typography.fontFamily),
  };
}

function distance(one: number | undefined, other: number | undefined): number {
  if (one === undefined || other === undefined) return 180;
  const apart = Math.abs(one - other) % 360;
  return Math.min(apart, 360 - apart);
}

/** Undefined for greys. */
function hueOf(colour: string): number | undefined {
  const { type, values } = decomposeColor(colour.startsWith("#") ? hexToRgb(colour) : colour);
  if (type.startsWith("hsl")) return values[0];
  const [red = 0, green = 0, blue = 0] = values;
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range < 24) return undefined;
  const sixth = most === red ? (green - blue) / range : most === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  return (sixth * 60 + 360) % 360;
}

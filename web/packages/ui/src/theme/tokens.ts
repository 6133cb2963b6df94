/**
 * Design tokens: the only place where colour, size and time literals live.
 * Everything else reads them through the MUI theme.
 */

/** Steps of the 4-px grid, in pixels. `theme.spacing(1)` is 4 px. */
export const space = { xs: 4, sm: 8, md: 12, lg: 16, xl: 24, xxl: 32, xxxl: 48 } as const;

export const radius = { control: 6, surface: 8, pill: 999 } as const;

export const controlHeight = { small: 32, medium: 36 } as const;

/** Least height of a control under a finger. */
export const touchHeight = 40;

/** Milliseconds; the theme drops all motion when the reader asks for less. */
export const duration = { fast: 120, normal: 160, slow: 180 } as const;

export const fontSize = { xs: 12, sm: 13, md: 14, lg: 16, xl: 20, xxl: 24 } as const;

export const fontFamily = {
  sans: '"Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif',
  mono: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
} as const;

/** Neutral greys with a breath of the accent's hue, so both sit well together. */
export const grey = {
  0: "#ffffff",
  25: "#fafbfb",
  50: "#f4f6f6",
  100: "#ebeeef",
  200: "#dee3e4",
  300: "#c9d0d2",
  400: "#a0aaad",
  500: "#757f83",
  600: "#586266",
  700: "#414a4d",
  800: "#2a3134",
  850: "#20262a",
  900: "#181d20",
  950: "#101416",
} as const;

/** Deep lagoon: calm, away from the default blue, and distinct from the green of success. */
export const accent = {
  soft: "#e0f0f0",
  light: "#2c8a8f",
  main: "#0f6b72",
  dark: "#0a5359",
  onDark: "#5fc3c6",
  onDarkHover: "#84d4d6",
  onDarkSoft: "#14363a",
  inkOnDark: "#06282b",
} as const;

export const semantic = {
  light: { error: "#b3261e", warning: "#8a5300", info: "#345f9c", success: "#2b7038" },
  dark: { error: "#f28b82", warning: "#e8b45c", info: "#8fb4e8", success: "#81c995" },
} as const;

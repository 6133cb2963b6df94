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

/** Series of charts after the accent: told apart by hue and by lightness, 3:1 against the surface. */
export const chart = {
  light: [accent.main, "#c2730a", "#4a63b8", "#b5406a", "#5a8a34", "#8457a8", "#3a8cb5", "#8a6546", "#667379"],
  dark: [accent.onDark, "#e5a84b", "#8fa4ea", "#e98aa8", "#9cc47a", "#bf9be0", "#7cc1e2", "#cda98a", "#a3aeb3"],
} as const;

/** Colours of code on its surface; high contrast reaches 7:1. */
export interface CodeColours {
  surface: string;
  text: string;
  gutter: string;
  line: string;
  activeLine: string;
  selection: string;
  accent: string;
  keyword: string;
  string: string;
  number: string;
  comment: string;
  function: string;
  type: string;
  tag: string;
  invalid: string;
}

export const code: Record<"light" | "dark" | "high_contrast", CodeColours> = {
  light: {
    surface: grey[0],
    text: grey[900],
    gutter: grey[600],
    line: grey[300],
    activeLine: grey[50],
    selection: "#cfe6e7",
    accent: accent.main,
    keyword: "#7c2d8e",
    string: semantic.light.success,
    number: semantic.light.warning,
    comment: grey[600],
    function: semantic.light.info,
    type: accent.main,
    tag: "#a2352b",
    invalid: semantic.light.error,
  },
  dark: {
    surface: grey[950],
    text: grey[100],
    gutter: grey[400],
    line: grey[700],
    activeLine: grey[900],
    selection: "#24474b",
    accent: accent.onDark,
    keyword: "#c9a0f0",
    string: semantic.dark.success,
    number: semantic.dark.warning,
    comment: grey[400],
    function: semantic.dark.info,
    type: accent.onDark,
    tag: "#f2a08f",
    invalid: semantic.dark.error,
  },
  high_contrast: {
    surface: "#000000",
    text: "#ffffff",
    gutter: "#ffffff",
    line: "#ffffff",
    activeLine: "#1a1a1a",
    selection: "#0b4a6f",
    accent: "#5cf0ff",
    keyword: "#ffe94a",
    string: "#8dff8d",
    number: "#ffc07a",
    comment: "#d0d0d0",
    function: "#8fd8ff",
    type: "#5cf0ff",
    tag: "#ffb0c0",
    invalid: "#ff9a9a",
  },
};

/** Colours of words in stored texts: read on light and on dark alike, since nobody knows where they will stand. */
export const ink = {
  red: "#d13b30",
  orange: "#b35f0a",
  green: "#2f8743",
  teal: "#1c8189",
  blue: "#4a75c4",
  purple: "#9556b8",
  grey: "#6e787c",
} as const;

import { decomposeColor, useTheme } from "@mui/material/styles";

/** Readable text on a builder's colour. One that lets the ground below through keeps the theme's text. */
export function useContrast(): (background: string) => string | undefined {
  const theme = useTheme();
  return (background) => {
    try {
      const measured = NAME.test(background) ? numbersOf(background) : background;
      if ((decomposeColor(measured).values[3] ?? 1) < 1) return undefined;
      return theme.palette.getContrastText(measured);
    } catch {
      return undefined;
    }
  };
}

const NAME = /^[a-z]+$/i;

/** The browser knows what a name stands for. */
function numbersOf(name: string): string {
  const canvas = document.createElement("canvas").getContext("2d");
  if (!canvas) return name;
  canvas.fillStyle = name;
  return canvas.fillStyle;
}

import { useTheme } from "@mui/material/styles";

/** Readable text on a builder's colour; named colours cannot be measured and keep the theme's text. */
export function useContrast(): (background: string) => string | undefined {
  const theme = useTheme();
  return (background) => {
    try {
      return theme.palette.getContrastText(background);
    } catch {
      return undefined;
    }
  };
}

import CssBaseline from "@mui/material/CssBaseline";
import { ThemeProvider as MuiThemeProvider } from "@mui/material/styles";
import { type ReactNode, useMemo } from "react";

import { type BrandOptions, createAqtraTheme } from "./theme";

interface ThemeProviderProps extends BrandOptions {
  children: ReactNode;
}

/** Theme of an app; remembers light, dark or system per browser. */
export function ThemeProvider({ children, primary, fontFamily }: ThemeProviderProps) {
  const theme = useMemo(() => createAqtraTheme({ primary, fontFamily }), [primary, fontFamily]);
  return (
    <MuiThemeProvider theme={theme} defaultMode="system" modeStorageKey="aqtra-theme" noSsr>
      <CssBaseline enableColorScheme />
      {children}
    </MuiThemeProvider>
  );
}

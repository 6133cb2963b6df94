import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { ThemeMenu } from "@aqtra/ui";
import type { ReactNode } from "react";

import { Brand } from "../../shared/brand";
import { LocaleMenu } from "../../shared/locale-menu";

/** One column, left-aligned text, the accent only as a thin mark. */
export function AuthLayout({ brand, title, text, children }: { brand: string; title: string; text?: string; children: ReactNode }) {
  return (
    <Box sx={{ minHeight: "100dvh", display: "flex", flexDirection: "column", bgcolor: "tone.canvas" }}>
      <Box component="header" sx={{ display: "flex", alignItems: "center", gap: 1, p: 3 }}>
        <Box sx={{ flex: 1 }} />
        <LocaleMenu />
        <ThemeMenu />
      </Box>
      <Box component="main" sx={{ flex: 1, display: "grid", placeItems: { xs: "start center", sm: "center" }, px: 4, pb: { xs: 8, sm: 24 } }}>
        <Box sx={{ width: "100%", maxWidth: 376 }}>
          <Box sx={{ display: "flex", alignItems: "center", gap: 2.5, mb: 6, ml: { sm: 1 } }}>
            <Brand name={brand} size="h3" />
          </Box>
          <Box sx={{ p: { xs: 5, sm: 8 }, border: 1, borderColor: "divider", borderRadius: 1, bgcolor: "background.paper" }}>
            <Typography variant="h2" component="h1">
              {title}
            </Typography>
            {text && (
              <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
                {text}
              </Typography>
            )}
            <Box sx={{ mt: 6 }}>{children}</Box>
          </Box>
        </Box>
      </Box>
    </Box>
  );
}

import { Box } from "@mui/material";
import type { PropsWithChildren } from "react";

/** The margins of a screen, and how wide its content may become. */
export function Page({ children, width = 1280 }: PropsWithChildren<{ width?: number }>) {
  return <Box sx={{ px: { xs: 4, md: 8 }, py: 6, maxWidth: width, mx: "auto", display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 6 }}>{children}</Box>;
}

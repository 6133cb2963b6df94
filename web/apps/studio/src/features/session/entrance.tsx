import { Box, Paper, Typography } from "@mui/material";
import type { PropsWithChildren, ReactNode } from "react";

import { Wordmark } from "../../shared/wordmark";
import { useDocumentTitle } from "../../shared/top-bar";

interface EntranceProps {
  title: string;
  text?: ReactNode;
}

/** The frame of everything shown before Studio itself. */
export function Entrance({ title, text, children }: PropsWithChildren<EntranceProps>) {
  useDocumentTitle(title);
  return (
    <Box
      component="main"
      sx={{ minHeight: "100%", display: "grid", placeItems: "center", alignContent: "start", pt: "14vh", px: 4, bgcolor: "tone.canvas" }}
    >
      <Box sx={{ width: "100%", maxWidth: 380, display: "grid", gap: 6 }}>
        <Box sx={{ display: "flex", alignItems: "center", gap: 2.5 }}>
          <Wordmark />
          <Typography variant="h4" component="span">
            Aqtra Studio
          </Typography>
        </Box>
        <Paper variant="outlined" sx={{ p: 6, display: "grid", gap: 5 }}>
          <Box>
            <Typography variant="h2" component="h1">
              {title}
            </Typography>
            {text && (
              <Typography variant="body2" component="p" color="textSecondary" sx={{ mt: 1 }}>
                {text}
              </Typography>
            )}
          </Box>
          {children}
        </Paper>
      </Box>
    </Box>
  );
}

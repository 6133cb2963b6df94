import { Box, Paper, Typography } from "@mui/material";
import type { PropsWithChildren } from "react";
import { useId } from "react";

export function Section({ title, text, children }: PropsWithChildren<{ title: string; text?: string }>) {
  const heading = useId();
  return (
    <Paper variant="outlined" component="section" aria-labelledby={heading} sx={{ p: 5, display: "grid", gap: 4 }}>
      <Box>
        <Typography id={heading} variant="h3" component="h2">
          {title}
        </Typography>
        {text && (
          <Typography variant="body2" color="textSecondary" sx={{ mt: 1, maxWidth: "72ch" }}>
            {text}
          </Typography>
        )}
      </Box>
      {children}
    </Paper>
  );
}

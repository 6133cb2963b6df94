import { Box, Paper, Typography } from "@mui/material";
import { useId } from "react";
import type { ReactNode } from "react";

/** One part of the screen, under its own heading. */
export function Part({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  const id = useId();
  return (
    <Paper variant="outlined" component="section" aria-labelledby={id} sx={{ p: 5, display: "grid", gap: 4, gridTemplateColumns: "minmax(0, 1fr)" }}>
      <Box>
        <Typography id={id} variant="h3" component="h2">
          {title}
        </Typography>
        {text && (
          <Typography variant="body2" color="textSecondary">
            {text}
          </Typography>
        )}
      </Box>
      {children}
    </Paper>
  );
}

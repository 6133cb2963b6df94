import { Box, Paper, Typography } from "@mui/material";
import type { PropsWithChildren, ReactNode } from "react";
import { useId } from "react";

interface SectionProps {
  title: string;
  text?: string;
  action?: ReactNode;
}

/** A part of an editor, under its heading. */
export function Section({ title, text, action, children }: PropsWithChildren<SectionProps>) {
  const heading = useId();
  return (
    <Paper variant="outlined" component="section" aria-labelledby={heading} sx={{ p: { xs: 4, sm: 5 }, display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 4 }}>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 3, alignItems: "flex-start" }}>
        <Box sx={{ flex: "1 1 240px", minWidth: 0 }}>
          <Typography id={heading} variant="h3" component="h2">
            {title}
          </Typography>
          {text && (
            <Typography variant="body2" color="textSecondary" sx={{ maxWidth: "72ch" }}>
              {text}
            </Typography>
          )}
        </Box>
        {action}
      </Box>
      {children}
    </Paper>
  );
}

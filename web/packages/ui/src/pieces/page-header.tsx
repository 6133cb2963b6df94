import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

interface PageHeaderProps {
  title: string;
  /** One line under the title: what the screen is, or the state of what it shows. */
  text?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, text, actions }: PageHeaderProps) {
  return (
    <Box component="header" sx={{ display: "flex", alignItems: "flex-start", gap: 4, flexWrap: "wrap", mb: 6 }}>
      <Box sx={{ flex: "1 1 240px", minWidth: 0 }}>
        <Typography variant="h1" sx={{ overflowWrap: "anywhere" }}>
          {title}
        </Typography>
        {text && (
          <Typography variant="body2" component="div" color="textSecondary" sx={{ mt: 1 }}>
            {text}
          </Typography>
        )}
      </Box>
      {actions && <Box sx={{ display: "flex", gap: 2, flexWrap: "wrap" }}>{actions}</Box>}
    </Box>
  );
}

import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  title: string;
  /** What this place is for, or the one next step. */
  text?: ReactNode;
  icon?: LucideIcon;
  action?: ReactNode;
  /** Inside a panel or table rather than on a whole screen. */
  compact?: boolean;
}

export function EmptyState({ title, text, icon: Icon, action, compact = false }: EmptyStateProps) {
  return (
    <Box
      sx={{
        display: "flex",
        flexDirection: "column",
        alignItems: "center",
        justifyContent: "center",
        textAlign: "center",
        gap: 1,
        px: 4,
        py: compact ? 8 : 16,
        mx: "auto",
        maxWidth: "56ch",
      }}
    >
      {Icon && (
        <Box
          sx={{
            display: "grid",
            placeItems: "center",
            width: compact ? 36 : 48,
            height: compact ? 36 : 48,
            mb: 2,
            borderRadius: 2,
            bgcolor: "tone.accent",
            color: "primary.main",
          }}
        >
          <Icon size={compact ? 18 : 24} strokeWidth={1.5} aria-hidden />
        </Box>
      )}
      <Typography variant={compact ? "h4" : "h3"} component="p">
        {title}
      </Typography>
      {text && (
        <Typography variant="body2" component="div" color="textSecondary">
          {text}
        </Typography>
      )}
      {action && <Box sx={{ mt: 4 }}>{action}</Box>}
    </Box>
  );
}

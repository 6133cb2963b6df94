import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { CircleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { TraceId } from "./trace-id";

interface ErrorStateProps {
  /** What happened. */
  title?: string;
  /** What to do about it. */
  text?: ReactNode;
  traceId?: string | undefined;
  icon?: LucideIcon;
  onRetry?: () => void;
  action?: ReactNode;
  compact?: boolean;
}

export function ErrorState({ title, text, traceId, icon: Icon = CircleAlert, onRetry, action, compact = false }: ErrorStateProps) {
  const { t } = useTranslation("ui");
  return (
    <Box
      role="alert"
      sx={{
        display: "flex",
        flexDirection: "column",
        alignItems: "center",
        textAlign: "center",
        gap: 2,
        px: 4,
        py: compact ? 8 : 16,
        mx: "auto",
        maxWidth: "60ch",
      }}
    >
      <Box sx={{ color: "error.main", display: "flex" }}>
        <Icon size={compact ? 20 : 28} strokeWidth={1.5} aria-hidden />
      </Box>
      <Typography variant={compact ? "h4" : "h3"} component="p">
        {title ?? t("errorTitle")}
      </Typography>
      <Typography variant="body2" component="div" color="textSecondary">
        {text ?? t("errorText")}
      </Typography>
      {traceId && <TraceId value={traceId} />}
      {(onRetry || action) && (
        <Box sx={{ display: "flex", gap: 2, mt: 2, flexWrap: "wrap", justifyContent: "center" }}>
          {onRetry && <Button onClick={onRetry}>{t("retry")}</Button>}
          {action}
        </Box>
      )}
    </Box>
  );
}

import { Box, Typography } from "@mui/material";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { useNow } from "../../../shared/use-now";
import { useSession } from "../state";

/** "3 s ago", "4 min ago", "2 h ago", then the date. */
export function agoInWords(t: TFunction<"editor">, instant: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  if (seconds < 60) return t("topBar.savedSeconds", { count: seconds });
  if (seconds < 3600) return t("topBar.savedMinutes", { count: Math.floor(seconds / 60) });
  if (seconds < 86_400) return t("topBar.savedHours", { count: Math.floor(seconds / 3600) });
  return t("topBar.savedOn", { date: new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }).format(new Date(instant)) });
}

export function SavedWords({ isSaving, isUnsaved }: { isSaving: boolean; isUnsaved: boolean }) {
  const { t } = useTranslation("editor");
  const savedAt = useSession((session) => session.stored.updated_at);
  const now = Date.parse(useNow(true));
  const words = isSaving ? t("topBar.saving") : isUnsaved ? t("topBar.unsaved") : agoInWords(t, savedAt, now);
  return (
    <Typography variant="body2" color="textSecondary" role="status" data-testid="saving-state" noWrap sx={{ display: { xs: "none", sm: "flex" }, alignItems: "center", gap: 1.5 }}>
      {isUnsaved && !isSaving && <Box component="span" sx={{ width: 7, height: 7, borderRadius: "50%", bgcolor: "warning.main" }} />}
      {words}
    </Typography>
  );
}

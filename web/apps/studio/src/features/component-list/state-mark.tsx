import { Box } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { ComponentState } from "../../shared/api";

const COLOUR: Record<ComponentState, string> = {
  saved: "text.disabled",
  ready: "info.main",
  published: "success.main",
  published_changed: "warning.main",
  published_ready: "info.main",
};

/** A dot and words; the colour alone never tells. */
export function StateMark({ state }: { state: ComponentState }) {
  const { t } = useTranslation("component-list");
  return (
    <Box component="span" sx={{ display: "inline-flex", alignItems: "center", gap: 2 }}>
      <Box component="span" aria-hidden sx={{ width: 8, height: 8, borderRadius: "50%", bgcolor: COLOUR[state], flexShrink: 0 }} />
      {t(`states.${state}`)}
    </Box>
  );
}

import { Box, Typography } from "@mui/material";
import { Check, Circle, LoaderCircle, Undo2, X } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { PublicationStage, StageState } from "../../shared/api";

const LOOK: Record<StageState, { icon: LucideIcon; colour: string }> = {
  pending: { icon: Circle, colour: "text.disabled" },
  running: { icon: LoaderCircle, colour: "primary.main" },
  complete: { icon: Check, colour: "success.main" },
  failed: { icon: X, colour: "error.main" },
  undone: { icon: Undo2, colour: "text.secondary" },
};

export function StageRow({ stage }: { stage: PublicationStage }) {
  const { t } = useTranslation("publication");
  const { icon: Icon, colour } = LOOK[stage.state];
  const quiet = stage.state === "pending" || stage.state === "undone";
  return (
    <Box
      component="li"
      aria-current={stage.state === "running" ? "step" : undefined}
      sx={{ display: "grid", gridTemplateColumns: "20px 1fr auto", columnGap: 3, alignItems: "center", px: 5, py: 2, "& + &": { borderTop: 1, borderColor: "divider" }, bgcolor: stage.state === "running" ? "tone.selected" : undefined }}
    >
      <Box aria-hidden sx={{ display: "flex", color: colour }}>
        <Icon size={16} strokeWidth={2} />
      </Box>
      <Typography variant="body1" color={quiet ? "textSecondary" : "textPrimary"}>
        {stage.number}. {t(`stageNames.${stage.number}`, { defaultValue: stage.name })}
      </Typography>
      <Typography variant="caption" sx={{ color: stage.state === "pending" ? "text.secondary" : colour }}>
        {t(`stageStates.${stage.state}`)}
      </Typography>
      {stage.error && (
        <Typography role="alert" variant="body2" sx={{ gridColumn: "2 / -1", color: "error.main", whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
          {stage.error}
        </Typography>
      )}
    </Box>
  );
}

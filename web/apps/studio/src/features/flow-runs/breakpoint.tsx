import { ActionIcon } from "@aqtra/ui";
import { Box } from "@mui/material";
import { Circle, CircleDot, CirclePlay } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useRuns } from "./runs-context";

/** On a step's card, while the flow is debugged: whether a run stops before it. */
export function Breakpoint({ step, name }: { step: string; name: string }) {
  const { t } = useTranslation("flow-runs");
  const { tab, breakpoints, toggleBreakpoint, pausedBefore } = useRuns();
  if (tab !== "debug") return null;
  const isSet = breakpoints.has(step);
  const isPaused = pausedBefore === step;
  return (
    <Box
      sx={{ position: "absolute", top: 20, left: -14, borderRadius: "50%", bgcolor: "background.paper", "& svg": { color: isPaused ? "warning.main" : isSet ? "error.main" : "text.secondary" } }}
    >
      <ActionIcon
        icon={isPaused ? CirclePlay : isSet ? CircleDot : Circle}
        size="small"
        iconSize={16}
        name={t(isSet ? "breakpoint.remove" : "breakpoint.set", { name })}
        onClick={() => toggleBreakpoint(step)}
      />
    </Box>
  );
}

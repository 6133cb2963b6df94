import { ActionIcon } from "@aqtra/ui";
import { Box } from "@mui/material";
import { Circle, CircleDot } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useRuns } from "./runs-context";

/** On a step's card, while the flow is debugged: whether a run stops before it. */
export function Breakpoint({ step, name }: { step: string; name: string }) {
  const { t } = useTranslation("flow-runs");
  const { tab, breakpoints, toggleBreakpoint, pausedBefore } = useRuns();
  if (tab !== "debug") return null;
  const isSet = breakpoints.has(step);
  return (
    <Box sx={{ position: "absolute", bottom: 4, right: 6, color: pausedBefore === step ? "warning.main" : "error.main" }}>
      <ActionIcon
        icon={isSet ? CircleDot : Circle}
        size="small"
        iconSize={14}
        name={t(isSet ? "breakpoint.remove" : "breakpoint.set", { name })}
        onClick={() => toggleBreakpoint(step)}
      />
    </Box>
  );
}

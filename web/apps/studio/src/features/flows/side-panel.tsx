import { ActionIcon } from "@aqtra/ui";
import { Box, Tab, Tabs, Typography } from "@mui/material";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useDesigner } from "./designer-context";
import { ModelPeek } from "./model-peek";
import { StepSettings } from "./step-settings";
import { inOrder } from "./wiring";

export type PanelTab = "settings" | "model";

interface SidePanelProps {
  tab: PanelTab;
  onTab: (tab: PanelTab) => void;
  /** Parameter a finding led to. */
  setting: string | null;
}

/** Settings of the selected step, and what the items look like after it. */
export function SidePanel({ tab, onTab, setting }: SidePanelProps) {
  const { t } = useTranslation("flows");
  const { flow, selected, select, typeOf } = useDesigner();
  const step = inOrder(flow).find((candidate) => candidate.id === selected);
  if (!step) return null;
  const type = typeOf(step.type);
  return (
    <Box
      component="aside"
      aria-label={step.name}
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && select(null)}
      sx={{
        // On a narrow screen it covers the board: beside it there would be no room for either.
        position: { xs: "absolute", md: "static" },
        inset: 0,
        zIndex: 2,
        width: { xs: "100%", md: 380, lg: 440 },
        flexShrink: 0,
        display: "flex",
        flexDirection: "column",
        minHeight: 0,
        borderLeft: 1,
        borderColor: "divider",
        bgcolor: "background.paper",
      }}
    >
      <Box sx={{ display: "flex", alignItems: "flex-start", gap: 2, px: 4, pt: 3 }}>
        <Box sx={{ minWidth: 0, flexGrow: 1 }}>
          <Typography variant="h4" component="h2" noWrap title={step.name}>
            {step.name}
          </Typography>
          <Typography variant="caption" color="textSecondary" component="p">
            {type?.purpose ?? t("step.unknown", { type: step.type })}
          </Typography>
        </Box>
        <ActionIcon icon={X} size="small" name={t("panel.close")} onClick={() => select(null)} />
      </Box>
      <Tabs value={tab} onChange={(_, next: PanelTab) => onTab(next)} sx={{ px: 2, borderBottom: 1, borderColor: "divider", flexShrink: 0 }}>
        <Tab value="settings" label={t("panel.settings")} id="step-tab-settings" aria-controls="step-panel" />
        <Tab value="model" label={t("panel.model")} id="step-tab-model" aria-controls="step-panel" />
      </Tabs>
      <Box role="tabpanel" id="step-panel" aria-labelledby={`step-tab-${tab}`} sx={{ flex: "1 1 0", minHeight: 0, overflow: "auto", p: 4 }}>
        {tab === "settings" ? <StepSettings step={step} type={type} setting={setting} /> : <ModelPeek step={step} />}
      </Box>
    </Box>
  );
}

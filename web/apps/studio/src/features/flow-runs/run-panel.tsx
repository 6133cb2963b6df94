import { ActionIcon } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { X } from "lucide-react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";

import { ApiTab } from "./api-tab";
import { DatabaseTab } from "./database-tab";
import { DebugTab } from "./debug-tab";
import { useRuns } from "./runs-context";
import type { RunTab } from "./runs-context";
import { RunsTab } from "./runs-tab";
import { TraceTab } from "./trace-tab";
import { WebhooksTab } from "./webhooks/webhooks-tab";

const CONTENT: Record<RunTab, ComponentType> = { debug: DebugTab, trace: TraceTab, database: DatabaseTab, api: ApiTab, webhooks: WebhooksTab, runs: RunsTab };

/** Below the board: the part that a button of the header opened. */
export function RunPanel() {
  const { t } = useTranslation("flow-runs");
  const { tab, show } = useRuns();
  if (tab === null) return null;
  const Content = CONTENT[tab];
  return (
    <Box
      component="section"
      aria-label={t(`tabs.${tab}`)}
      sx={{ flexShrink: 0, height: "45%", minHeight: 240, display: "flex", flexDirection: "column", borderTop: 1, borderColor: "divider", bgcolor: "background.paper" }}
    >
      <Box sx={{ display: "flex", alignItems: "center", px: 4, py: 1, borderBottom: 1, borderColor: "divider" }}>
        <Typography variant="subtitle2" component="h2" sx={{ flexGrow: 1 }}>
          {t(`tabs.${tab}`)}
        </Typography>
        <ActionIcon icon={X} size="small" name={t("close")} onClick={() => show(null)} />
      </Box>
      <Box sx={{ flex: "1 1 0", minHeight: 0, overflow: "auto", p: 4 }}>
        <Content />
      </Box>
    </Box>
  );
}

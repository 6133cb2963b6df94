import { Button } from "@mui/material";
import { Braces, Bug, Database, History, ScanEye, Webhook } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useRuns } from "./runs-context";
import type { RunTab } from "./runs-context";

const BUTTONS: readonly { tab: RunTab; icon: LucideIcon }[] = [
  { tab: "trace", icon: ScanEye },
  { tab: "debug", icon: Bug },
  { tab: "database", icon: Database },
  { tab: "api", icon: Braces },
  { tab: "webhooks", icon: Webhook },
  { tab: "runs", icon: History },
];

/** In the flow's header: each opens its part of the panel, and closes it again. */
export function RunButtons() {
  const { t } = useTranslation("flow-runs");
  const { tab, show } = useRuns();
  return BUTTONS.map(({ tab: own, icon: Icon }) => (
    <Button
      key={own}
      size="small"
      variant={tab === own ? "soft" : "text"}
      startIcon={<Icon size={16} aria-hidden />}
      aria-pressed={tab === own}
      onClick={() => show(tab === own ? null : own)}
    >
      {t(`tabs.${own}`)}
    </Button>
  ));
}

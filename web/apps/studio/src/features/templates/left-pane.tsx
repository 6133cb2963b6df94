import { Box, Tab, Tabs } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ModelPane } from "./model-pane";
import { SamplePane } from "./sample-pane";
import type { Selection } from "./selection";
import { StructurePane } from "./structure-pane";
import type { Editing } from "./use-history";

const TABS = ["structure", "model", "sample"] as const;

interface LeftPaneProps {
  editing: Editing;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

export function LeftPane({ editing, selection, onSelect }: LeftPaneProps) {
  const { t } = useTranslation("templates");
  const [tab, setTab] = useState<(typeof TABS)[number]>("structure");
  return (
    <Box
      component="section"
      aria-label={t("parts")}
      sx={{ width: { md: 296 }, flex: "none", minHeight: 0, display: "flex", flexDirection: "column", borderRight: { md: 1 }, borderBottom: { xs: 1, md: 0 }, borderColor: { xs: "divider", md: "divider" }, bgcolor: "background.paper" }}
    >
      <Tabs value={tab} onChange={(_, next: (typeof TABS)[number]) => setTab(next)} variant="fullWidth" sx={{ flex: "none", borderBottom: 1, borderColor: "divider" }}>
        {TABS.map((name) => (
          <Tab key={name} value={name} label={t(`tabs.${name}`)} id={`template-tab-${name}`} aria-controls={`template-panel-${name}`} sx={{ minWidth: 0 }} />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`template-panel-${tab}`} aria-labelledby={`template-tab-${tab}`} sx={{ flex: "1 1 0", minHeight: 0, overflow: "auto" }}>
        {tab === "structure" && <StructurePane editing={editing} selection={selection} onSelect={onSelect} />}
        {tab === "model" && <ModelPane editing={editing} />}
        {tab === "sample" && <SamplePane editing={editing} />}
      </Box>
    </Box>
  );
}

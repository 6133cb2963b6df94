import { Box, Tab, Tabs } from "@mui/material";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useParams } from "react-router";

import { useGetSessionQuery } from "../../shared/api";
import { Page } from "../../shared/page";
import { NoPermission } from "../../shared/problems";
import { Breadcrumbs } from "../../shared/top-bar";
import { EntriesTab } from "./entries/entries-tab";
import { LettersTab } from "./letters/letters-tab";
import { MessagesTab } from "./letters/messages-tab";
import { MarkedTab } from "./marked/marked-tab";
import { RulesTab } from "./rules/rules-tab";
import { SystemTab } from "./system/system-tab";

const TABS = { entries: EntriesTab, marked: MarkedTab, letters: LettersTab, messages: MessagesTab, rules: RulesTab, system: SystemTab };

const PANEL = "maintenance-panel";

type TabName = keyof typeof TABS;

const isTab = (name: string): name is TabName => name in TABS;

/** What keeps data and platform in order, by tabs that are addresses of their own. */
export function MaintenanceScreen() {
  const { t } = useTranslation("maintenance");
  const { tab = "entries" } = useParams();
  const { data: session } = useGetSessionQuery(undefined);
  if (!isTab(tab)) return <Navigate to="/maintenance" replace />;
  const Content = TABS[tab];
  // Builders may look at entries; what changes the installation is for administrators.
  const allowed = tab === "entries" || session === undefined || session.rights.includes("administer");
  return (
    <Page width={1440}>
      <Breadcrumbs items={[{ label: t("title") }]} />
      <Tabs value={tab} variant="scrollable" scrollButtons={false} aria-label={t("tabs.label")} sx={{ mt: -3, borderBottom: 1, borderColor: "divider" }}>
        {Object.keys(TABS).map((name) => (
          <Tab key={name} id={`tab-${name}`} aria-controls={PANEL} value={name} label={t(`tabs.${name}`)} component={Link} to={`/maintenance/${name}`} />
        ))}
      </Tabs>
      <Box role="tabpanel" id={PANEL} aria-labelledby={`tab-${tab}`} sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 6 }}>
        {allowed ? <Content /> : <NoPermission />}
      </Box>
    </Page>
  );
}

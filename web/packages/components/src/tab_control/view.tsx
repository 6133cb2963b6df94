import Tab from "@mui/material/Tab";
import Tabs from "@mui/material/Tabs";
import { styled } from "@mui/material/styles";
import { EmptyState } from "@aqtra/ui";
import { AppWindow } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { PanelSlot, ViewProps } from "../define";
import { useShownPanel } from "../shared/use-shown-panel";
import { tabAt, type tabControlSettings } from "./index";

const Frame = styled("div")(({ theme }) => ({
  display: "flex",
  flexDirection: "column",
  height: "100%",
  minWidth: 0,
  "& > .MuiTabs-root": { flex: "none", borderBottom: `1px solid ${theme.vars.palette.divider}` },
  "& .MuiTab-root": { maxWidth: 280 },
  "& .MuiTab-root[data-unseen]": { opacity: 0.5 },
  "& > [role=tabpanel]": { flex: "1 1 auto", minHeight: 0, minWidth: 0, paddingTop: theme.spacing(4) },
}));

const NONE: readonly PanelSlot[] = [];

export function TabControlView({ node, settings, panels = NONE, runtime, design }: ViewProps<typeof tabControlSettings>) {
  const { t } = useTranslation("components");
  const id = useId();
  const tabs = panels.map((panel, index) => ({ panel, tab: tabAt(settings, index), index })).filter(({ tab }) => design || tab.visible !== false);
  const first = tabs.findIndex(({ index }) => index === settings.active_tab);
  const [shown, show] = useShownPanel(node, tabs.map(({ panel }) => panel), Math.max(0, first), runtime);
  const active = tabs[shown];
  const mounted = useMounted(active?.panel.id, design);

  const told = useRef(active?.index);
  useEffect(() => {
    if (design || active === undefined || told.current === active.index) return;
    told.current = active.index;
    void runtime.emit(node, "on_tab_changed", active.index);
  }, [design, active, node, runtime]);

  if (!active) return design ? <EmptyState compact icon={AppWindow} title={t("tabsNone")} /> : null;
  return (
    <Frame>
      <Tabs
        value={shown}
        onChange={(_, next: number) => {
          show(next);
        }}
        aria-label={t("tabs")}
        variant="scrollable"
        scrollButtons="auto"
        allowScrollButtonsMobile
      >
        {tabs.map(({ panel, tab, index }) => (
          <Tab
            key={panel.id}
            id={`${id}-tab-${panel.id}`}
            aria-controls={`${id}-panel-${panel.id}`}
            data-unseen={tab.visible === false ? "" : undefined}
            label={runtime.text(tab.title) || tab.name || t("tabNumber", { number: index + 1 })}
          />
        ))}
      </Tabs>
      {tabs.map(({ panel }) => (
        <div
          key={panel.id}
          role="tabpanel"
          id={`${id}-panel-${panel.id}`}
          aria-labelledby={`${id}-tab-${panel.id}`}
          hidden={panel.id !== active.panel.id}
        >
          {mounted.has(panel.id) && panel.content}
        </div>
      ))}
    </Frame>
  );
}

/** Panels that were shown stay, with what was done in them; the canvas keeps only the one in front. */
function useMounted(shown: string | undefined, design: boolean): ReadonlySet<string> {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  if (shown !== undefined && !seen.has(shown)) setSeen(new Set([...seen, shown]));
  return design ? new Set(shown === undefined ? [] : [shown]) : seen;
}

import { ActionIcon, EmptyState, SkeletonRows } from "@aqtra/ui";
import { Badge, Box, Button, Paper, useMediaQuery } from "@mui/material";
import { ArrowDownToLine, ArrowUpFromLine, ListChecks, TableProperties } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";

import { ProblemState } from "../../../shared/problems";
import { PageActions } from "../../../shared/top-bar";
import { JobsPanel } from "../jobs/jobs-panel";
import { useJobs } from "../jobs/use-jobs";
import { EntriesGrid } from "./entries-grid";
import type { Shown } from "./entries-grid";
import { EntryPanel } from "./entry-panel";
import { ExportDialog } from "./export-dialog";
import { KeeperPicker } from "./keeper-picker";
import { useEntriesModel, useKeepers } from "./use-component";

const NOTHING_SHOWN: Shown = {};

/** Entries of any component, with their histories; the way in and out for many at once. */
export function EntriesTab() {
  const { t } = useTranslation("maintenance");
  const [address, setAddress] = useSearchParams();
  const component = address.get("component");
  const entry = /^\d{1,15}$/.test(address.get("entry") ?? "") ? Number(address.get("entry")) : null;
  // Links from other screens narrow the list to the entries that they speak of.
  const given = address.get("filter") ?? undefined;
  const { components, loading } = useKeepers();
  const chosen = components.find(({ key }) => key === component);
  const { model, error, refetch } = useEntriesModel(component, chosen?.built_in ?? false);
  const [shown, setShown] = useState(NOTHING_SHOWN);
  const [exporting, setExporting] = useState(false);
  const [jobsOpen, setJobsOpen] = useState(false);
  const { active } = useJobs();

  const show = (change: { component?: string | null; entry?: number | null; filter?: undefined }): void => {
    const next = new URLSearchParams();
    const key = change.component === undefined ? component : change.component;
    if (key) next.set("component", key);
    if (given && key === component && !("filter" in change)) next.set("filter", given);
    if (change.entry) next.set("entry", String(change.entry));
    setAddress(next, { replace: change.entry === null });
  };
  const importLink = component && !chosen?.built_in ? `/maintenance/import/${component}` : undefined;

  return (
    <>
      <PageActions>
        <JobsButton active={active} onClick={() => setJobsOpen(true)} />
        <Button startIcon={<ArrowDownToLine size={16} aria-hidden />} disabled={!model} onClick={() => setExporting(true)}>
          {t("export.action")}
        </Button>
        {importLink ? (
          <Button variant="contained" component={Link} to={importLink} startIcon={<ArrowUpFromLine size={16} aria-hidden />}>
            {t("import.action")}
          </Button>
        ) : (
          <Button variant="contained" disabled startIcon={<ArrowUpFromLine size={16} aria-hidden />}>
            {t("import.action")}
          </Button>
        )}
      </PageActions>
      <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 4 }}>
        <KeeperPicker components={components} loading={loading} value={component} onChange={(key) => show({ component: key, entry: null })} />
        {error && !model ? (
          <ProblemState error={error} onRetry={() => void refetch()} />
        ) : component === null ? (
          <Paper variant="outlined">
            <EmptyState
              icon={TableProperties}
              title={t(components.length > 0 || loading ? "entries.chooseTitle" : "entries.noComponents")}
              text={t(components.length > 0 || loading ? "entries.chooseText" : "entries.noComponentsText")}
              action={
                components.length > 0 || loading ? undefined : (
                  <Button component={Link} to="/components">
                    {t("entries.openComponents")}
                  </Button>
                )
              }
            />
          </Paper>
        ) : !model ? (
          <Paper variant="outlined" sx={{ p: 4 }}>
            <SkeletonRows />
          </Paper>
        ) : (
          <EntriesGrid
            // Sorting, filters and pages belong to one component.
            key={model.key}
            model={model}
            given={given}
            onForget={() => show({ filter: undefined })}
            onOpen={(id) => show({ entry: id })}
            onShown={setShown}
            emptyAction={
              importLink && (
                <Button component={Link} to={importLink}>
                  {t("import.action")}
                </Button>
              )
            }
          />
        )}
      </Box>
      {model && <EntryPanel model={model} id={entry} onClose={() => show({ entry: null })} />}
      {model && (
        <ExportDialog
          open={exporting}
          model={model}
          shown={shown}
          onClose={() => setExporting(false)}
          onStarted={() => {
            setExporting(false);
            setJobsOpen(true);
          }}
        />
      )}
      <JobsPanel open={jobsOpen} onClose={() => setJobsOpen(false)} />
    </>
  );
}

/** On a phone the icon says enough: the other buttons need the room. */
function JobsButton({ active, onClick }: { active: number; onClick: () => void }) {
  const { t } = useTranslation("maintenance");
  const narrow = useMediaQuery("(max-width: 599px)", { noSsr: true });
  const name = active > 0 ? `${t("jobs.title")}: ${t("jobs.activeCount", { count: active })}` : t("jobs.title");
  return (
    <Badge badgeContent={active} color="primary">
      {narrow ? (
        <ActionIcon icon={ListChecks} name={name} aria-haspopup="dialog" onClick={onClick} />
      ) : (
        <Button startIcon={<ListChecks size={16} aria-hidden />} aria-label={name} aria-haspopup="dialog" onClick={onClick}>
          {t("jobs.title")}
        </Button>
      )}
    </Badge>
  );
}

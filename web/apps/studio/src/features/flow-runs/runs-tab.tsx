import type { LoggedRun } from "@aqtra/api";
import { EmptyState, SkeletonRows } from "@aqtra/ui";
import { Box, Button, Chip, Table, TableBody, TableCell, TableHead, TableRow } from "@mui/material";
import { History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { dateTime } from "../../shared/format";
import { ProblemState } from "../../shared/problems";
import { useGetLoggedRunQuery, useListRunsQuery } from "./api";
import { RecordingView } from "./recording-view";
import { useRuns } from "./runs-context";

/** What the server answers at once. */
const PAGE = 50;

/** The newest runs of the flow, and the chosen one's steps. */
export function RunsTab() {
  const { t } = useTranslation("flow-runs");
  const { document, flow } = useRuns();
  const [chosen, setChosen] = useState<string | null>(null);
  const [before, setBefore] = useState<string | null>(null);
  const { data, error, refetch } = useListRunsQuery({ component: document.key, flow: flow.key, before });
  if (error) return <ProblemState compact error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows />;
  const oldest = data.at(-1)?.createdAt;
  if (data.length === 0 && before === null) return <EmptyState compact icon={History} title={t("runs.empty")} text={t("runs.emptyText")} />;
  return (
    <Box sx={{ display: "grid", gap: 4 }}>
      {chosen !== null && <OneRun id={chosen} />}
      <Table size="small" aria-label={t("tabs.runs")}>
        <TableHead>
          <TableRow>
            {(["started", "state", "trigger", "principal", "error"] as const).map((column) => (
              <TableCell key={column}>{t(`runs.${column}`)}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {data.map((run) => (
            <RunRow key={run.id} run={run} selected={run.id === chosen} onSelect={() => setChosen(run.id)} />
          ))}
        </TableBody>
      </Table>
      <div>
        <Button size="small" disabled={before === null} onClick={() => setBefore(null)}>
          {t("runs.newest")}
        </Button>{" "}
        <Button size="small" disabled={oldest === undefined || data.length < PAGE} onClick={() => setBefore(oldest ?? null)}>
          {t("runs.older")}
        </Button>
      </div>
    </Box>
  );
}

function RunRow({ run, selected, onSelect }: { run: LoggedRun; selected: boolean; onSelect: () => void }) {
  const { t } = useTranslation("flow-runs");
  return (
    <TableRow selected={selected}>
      <TableCell>
        <Button size="small" variant="text" onClick={onSelect}>
          {dateTime(run.createdAt)}
        </Button>
        {run.attempt > 1 && <Chip size="small" label={t("runs.attempt", { count: run.attempt })} title={t("runs.attemptAbout")} />}
        {run.isRecorded && <Chip size="small" label={t("runs.recorded")} />}
      </TableCell>
      <TableCell>{t(`states.${run.state}`)}</TableCell>
      <TableCell>{t(`triggers.${run.trigger}`)}</TableCell>
      <TableCell>{run.principalName ?? t("runs.nobody")}</TableCell>
      <TableCell>{run.errorCode}</TableCell>
    </TableRow>
  );
}

function OneRun({ id }: { id: string }) {
  const { data, error } = useGetLoggedRunQuery({ runId: id });
  if (error) return <ProblemState compact error={error} />;
  return data ? <RecordingView key={id} recording={data} /> : <SkeletonRows />;
}

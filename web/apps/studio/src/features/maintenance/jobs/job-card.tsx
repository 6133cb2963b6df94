import { Notice } from "@aqtra/ui";
import { Box, Button, LinearProgress, Paper, Typography } from "@mui/material";
import { Ban, CircleCheck, CircleX, Clock, Download, FileWarning, LoaderCircle } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { createElement } from "react";
import { useTranslation } from "react-i18next";

import { useGetComponentsQuery } from "../../../shared/api";
import { dateTime, duration } from "../../../shared/format";
import { problemText, ProblemNotice } from "../../../shared/problems";
import { useNow } from "../../../shared/use-now";
import { reportUrl, resultUrl, useCancelBulkJobMutation } from "../api";
import type { Job, JobState } from "../api";
import { RowErrors } from "./row-errors";
import { isActive, progress } from "./states";

const LOOK: Record<JobState, { icon: LucideIcon; colour: string }> = {
  queued: { icon: Clock, colour: "text.secondary" },
  running: { icon: LoaderCircle, colour: "primary.main" },
  cancelling: { icon: Ban, colour: "warning.main" },
  completed: { icon: CircleCheck, colour: "success.main" },
  failed: { icon: CircleX, colour: "error.main" },
  cancelled: { icon: Ban, colour: "text.secondary" },
};

const SPIN = { "& svg": { animation: "job-spin 1.2s linear infinite" }, "@keyframes job-spin": { to: { transform: "rotate(360deg)" } } };

const number = (value: number): string => new Intl.NumberFormat().format(value);

/** An import or export: how far it is, what came of it, and what can be fetched. */
export function JobCard({ job }: { job: Job }) {
  const { t } = useTranslation("maintenance");
  const { data: components } = useGetComponentsQuery(undefined);
  const title = components?.find(({ key }) => key === job.component)?.title ?? t("jobs.unknownComponent");
  const [cancel, { isLoading: cancelling, error: cancelError }] = useCancelBulkJobMutation();
  const active = isActive(job.state);
  const name = t(`jobs.${job.kind}`, { title, format: t(`formats.${job.format}`) });
  const { icon, colour } = LOOK[job.state];
  return (
    <Paper variant="outlined" component="article" aria-label={name} aria-busy={active} sx={{ overflow: "hidden" }}>
      <Box sx={{ display: "grid", gridTemplateColumns: "20px minmax(0, 1fr)", columnGap: 3, p: 4 }}>
        <Box aria-hidden sx={{ display: "flex", pt: "2px", color: colour, ...(job.state === "running" && SPIN) }}>
          {createElement(icon, { size: 18, strokeWidth: 1.75 })}
        </Box>
        <Box sx={{ minWidth: 0, display: "grid", gap: 2 }}>
          <Box>
            <Typography variant="h4" component="h3" sx={{ overflowWrap: "anywhere" }}>
              {name}
            </Typography>
            <Typography variant="body2" color="textSecondary" role="status">
              {t(`jobs.states.${job.state}`)} · <Counts job={job} />
            </Typography>
            <Typography variant="caption" color="textSecondary" component="p">
              {dateTime(job.created_at)}
              {job.started_at && <Took job={job} started={job.started_at} />}
            </Typography>
          </Box>
          <Ended job={job} />
          {cancelError && <ProblemNotice error={cancelError} />}
          <Box sx={{ display: "flex", flexWrap: "wrap", gap: 2, "&:empty": { display: "none" } }}>
            {job.has_result && (
              <Button size="small" component="a" href={resultUrl(job)} download startIcon={<Download size={16} aria-hidden />}>
                {t("jobs.result")}
              </Button>
            )}
            {job.has_report && (
              <Button size="small" component="a" href={reportUrl(job)} download startIcon={<FileWarning size={16} aria-hidden />}>
                {t("jobs.report")}
              </Button>
            )}
            {active && (
              <Button size="small" variant="text" color="error" disabled={job.state === "cancelling"} loading={cancelling} onClick={() => void cancel({ jobId: job.id })}>
                {t("jobs.cancel")}
              </Button>
            )}
          </Box>
        </Box>
      </Box>
      {active && (
        <LinearProgress
          variant={progress(job) === undefined || job.state === "queued" ? "indeterminate" : "determinate"}
          value={progress(job)}
          aria-label={t("jobs.progress", { name })}
          sx={{ height: 3 }}
        />
      )}
    </Paper>
  );
}

function Counts({ job }: { job: Job }) {
  const { t } = useTranslation("maintenance");
  const rows = job.rows_total === null ? t("jobs.rows", { count: job.rows_done, rows: number(job.rows_done) }) : t("jobs.rowsOf", { done: number(job.rows_done), all: number(job.rows_total) });
  const parts = (["created", "updated", "refused"] as const).filter((part) => job[part] > 0).map((part) => t(`jobs.${part}`, { count: job[part], rows: number(job[part]) }));
  return <>{[rows, ...parts].join(" · ")}</>;
}

function Took({ job, started }: { job: Job; started: string }) {
  const now = useNow(job.ended_at === null);
  return <> · {duration(started, job.ended_at ?? now)}</>;
}

/** Why it failed, or what it left out: the first of the refused rows. */
function Ended({ job }: { job: Job }) {
  const { t } = useTranslation("maintenance");
  if (job.error === null) return null;
  const { error } = job;
  // Some rows were left out, as was asked for: the job itself did what it should.
  const completed = job.state === "completed";
  const why = { ...error, detail: error.message, translation_key: "", trace_id: undefined };
  return (
    <Notice tone={completed ? "warning" : "error"} title={completed ? t("jobs.leftOut", { count: job.refused, rows: number(job.refused) }) : problemText(why, t)}>
      {error.fields.length > 0 && error.rows.length === 0 && error.fields.map((field) => <div key={`${field.field}:${field.rule}`}>{field.message}</div>)}
      {error.rows.length > 0 && <RowErrors errors={error.rows} />}
    </Notice>
  );
}

import { EmptyState, Notice } from "@aqtra/ui";
import { Button, FormControlLabel, Switch, Typography } from "@mui/material";
import { ScanEye } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { dateTime } from "../../shared/format";
import { ProblemNotice } from "../../shared/problems";
import { useGetLiveTraceQuery, useStartLiveTraceMutation, useStopLiveTraceMutation, useTraceFlowMutation } from "./api";
import { InputBox } from "./input-box";
import { RecordingView } from "./recording-view";
import { useRuns } from "./runs-context";
import { jsonProblem, sampleInput } from "./sample";
import { TwoSides } from "./two-sides";

/** Runs the published flow in earnest, and records it; or records what others run. */
export function TraceTab() {
  const { t } = useTranslation("flow-runs");
  const { document, flow } = useRuns();
  const [input, setInput] = useState(() => sampleInput(document));
  const [trace, { data, error, isLoading }] = useTraceFlowMutation();
  return (
    <TwoSides
      left={
        <>
          <Notice tone="warning">{t("trace.about")}</Notice>
          <InputBox value={input} onChange={setInput} />
          <div>
            <Button
              variant="contained"
              size="small"
              disabled={isLoading || jsonProblem(input) !== null}
              onClick={() => void trace({ traceRequest: { component: document.key, flow: flow.key, input } })}
            >
              {t("trace.run")}
            </Button>
          </div>
          <LiveRecording flow={flow.key} />
        </>
      }
      right={
        error ? (
          <ProblemNotice error={error} />
        ) : data ? (
          <RecordingView key={data.runId} recording={data} />
        ) : (
          <EmptyState compact icon={ScanEye} title={t("trace.empty")} text={t("trace.emptyText")} />
        )
      }
    />
  );
}

function LiveRecording({ flow }: { flow: string }) {
  const { t } = useTranslation("flow-runs");
  const { data } = useGetLiveTraceQuery({ flow });
  const [start, starting] = useStartLiveTraceMutation();
  const [stop, stopping] = useStopLiveTraceMutation();
  const until = data?.until ?? null;
  return (
    <div>
      <FormControlLabel
        sx={{ m: 0, gap: 2 }}
        control={
          <Switch
            checked={until !== null}
            disabled={!data || starting.isLoading || stopping.isLoading}
            onChange={(_, checked) => void (checked ? start({ flow }) : stop({ flow }))}
          />
        }
        label={t("trace.live")}
      />
      <Typography variant="caption" color="textSecondary" component="p">
        {until === null ? t("trace.liveAbout") : t("trace.liveUntil", { time: dateTime(until) })}
      </Typography>
      {starting.error && <ProblemNotice error={starting.error} />}
    </div>
  );
}

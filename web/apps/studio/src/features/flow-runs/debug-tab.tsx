import type { Recording } from "@aqtra/api";
import { EmptyState } from "@aqtra/ui";
import { Button, FormControlLabel, Switch, Typography } from "@mui/material";
import { Bug } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../shared/problems";
import { useDebugFlow } from "./api";
import { InputBox } from "./input-box";
import { RecordingView } from "./recording-view";
import { useRuns } from "./runs-context";
import { jsonProblem, sampleInput } from "./sample";
import { nextBreakpoints, nextSteps } from "./stops";
import { TwoSides } from "./two-sides";

/** Runs the draft: to the end, to a breakpoint, or step by step. Nothing it writes stays. */
export function DebugTab() {
  const { t } = useTranslation("flow-runs");
  const { document, flow, breakpoints, pausedBefore, setPausedBefore } = useRuns();
  const [input, setInput] = useState(() => sampleInput(document));
  const [realEffects, setRealEffects] = useState(false);
  const [recording, setRecording] = useState<Recording | null>(null);
  const [debug, { isLoading, error }] = useDebugFlow();
  const isReady = !isLoading && jsonProblem(input) === null;

  const go = async (stopBefore: string[]): Promise<void> => {
    const { data } = await debug({ document, flow: flow.key, input, stopBefore: realEffects ? [] : stopBefore, realEffects });
    setRecording(data ?? null);
    setPausedBefore(data?.pausedBefore ?? null);
  };

  return (
    <TwoSides
      left={
        <>
          <InputBox value={input} onChange={setInput} />
          <div>
            <Button variant="contained" size="small" disabled={!isReady} onClick={() => void go(nextBreakpoints(flow, breakpoints, null))}>
              {t("debug.run")}
            </Button>{" "}
            <Button size="small" disabled={!isReady || realEffects} onClick={() => void go(nextSteps(flow, pausedBefore))}>
              {t("debug.step")}
            </Button>{" "}
            <Button size="small" disabled={!isReady || pausedBefore === null} onClick={() => void go(nextBreakpoints(flow, breakpoints, pausedBefore))}>
              {t("debug.continue")}
            </Button>
          </div>
          <FormControlLabel
            sx={{ m: 0, gap: 2 }}
            control={<Switch checked={realEffects} onChange={(_, checked) => setRealEffects(checked)} />}
            label={t("debug.realEffects")}
          />
          <Typography variant="caption" color="textSecondary">
            {t("debug.about")}
          </Typography>
        </>
      }
      right={
        error ? (
          <ProblemNotice error={error} />
        ) : recording ? (
          <RecordingView key={recording.runId} recording={recording} />
        ) : (
          <EmptyState compact icon={Bug} title={t("debug.empty")} text={t("debug.emptyText")} />
        )
      }
    />
  );
}

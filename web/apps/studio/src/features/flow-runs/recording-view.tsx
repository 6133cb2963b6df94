import type { RecordedStep, Recording } from "@aqtra/api";
import { Notice, TraceId } from "@aqtra/ui";
import { Box, Chip, List, ListItemButton, Typography } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { JsonView } from "./json-view";

/** The steps of a run with what went in and came out; the items after the chosen one beside them. */
export function RecordingView({ recording }: { recording: Recording }) {
  const { t } = useTranslation("flow-runs");
  const [chosen, setChosen] = useState<string | null>(null);
  const { steps, error, warnings, pausedBefore } = recording;
  // Without a choice the newest is of interest: where the run failed, stopped or ended.
  const step = steps.find(({ stepId }) => stepId === chosen) ?? steps.at(-1);
  return (
    <Box sx={{ display: "grid", gap: 3 }}>
      <Box role="status" sx={{ display: "flex", alignItems: "center", gap: 3, flexWrap: "wrap" }}>
        <Chip size="small" label={pausedBefore ? t("paused") : t(`states.${recording.state}`)} color={error ? "error" : pausedBefore ? "warning" : "success"} />
        <TraceId value={recording.traceId} />
      </Box>
      {error && (
        <Notice tone="error" title={error.stepName ? t("failedIn", { step: error.stepName }) : t("failed")}>
          {error.message}
        </Notice>
      )}
      {warnings.map((warning, at) => (
        <Notice key={at} tone="warning">
          {warning.message}
        </Notice>
      ))}
      <Box sx={{ display: "grid", gridTemplateColumns: "minmax(200px, 280px) minmax(0, 1fr)", gap: 4, alignItems: "start" }}>
        <List dense disablePadding aria-label={t("steps")}>
          {steps.map((one) => (
            <StepLine key={one.stepId} step={one} selected={one === step} onSelect={() => setChosen(one.stepId)} />
          ))}
        </List>
        {step && <StepItems step={step} />}
      </Box>
    </Box>
  );
}

function StepLine({ step, selected, onSelect }: { step: RecordedStep; selected: boolean; onSelect: () => void }) {
  const { t } = useTranslation("flow-runs");
  return (
    <li>
      <ListItemButton selected={selected} aria-current={selected} onClick={onSelect} sx={{ gap: 2, borderRadius: 1 }}>
        <Typography variant="body2" noWrap sx={{ flexGrow: 1 }} color={step.error ? "error" : undefined}>
          {step.stepName}
        </Typography>
        <Typography variant="caption" color="textSecondary" sx={{ whiteSpace: "nowrap" }}>
          {t("counts", { in: step.itemsIn, out: step.itemsOut, time: step.milliseconds.toFixed(1) })}
        </Typography>
      </ListItemButton>
    </li>
  );
}

function StepItems({ step }: { step: RecordedStep }) {
  const { t } = useTranslation("flow-runs");
  return (
    <Box sx={{ display: "grid", gap: 2, minWidth: 0 }}>
      {step.pushedInto && <Notice tone="info">{t("pushed")}</Notice>}
      {step.parts ? <Notice tone="info">{t("inParts", { count: step.parts })}</Notice> : null}
      {step.simulated && <Notice tone="info">{t("simulated")}</Notice>}
      {step.items === null ? (
        <Typography color="textSecondary">{step.error ? t("noItemsFailed") : t("noItems")}</Typography>
      ) : (
        <JsonView label={t("itemsAfter", { step: step.stepName })} value={step.items} />
      )}
      {step.isCut && (
        <Typography variant="caption" color="textSecondary">
          {t("cut", { shown: step.items?.length ?? 0, count: step.itemsOut })}
        </Typography>
      )}
    </Box>
  );
}

import type { ExplainedStep } from "@aqtra/api";
import { EmptyState, SkeletonRows } from "@aqtra/ui";
import { Box, ToggleButton, ToggleButtonGroup, Typography } from "@mui/material";
import { Database } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../shared/problems";
import { useExplainFlowQuery } from "./api";
import { ExplainedSteps } from "./explained-steps";
import { useRuns } from "./runs-context";
import { TwoSides } from "./two-sides";

const QUERY = "query_entity_by_filter";

/** Which steps the database does within a query before them, and the statements. */
export function DatabaseTab() {
  const { t } = useTranslation("flow-runs");
  const { document, flow } = useRuns();
  const [draft, setDraft] = useState(true);
  // What was saved meanwhile is another flow: nothing is kept from one look to the next.
  const asked = { flow: flow.key, component: document.key, draft };
  const { data, error, isFetching } = useExplainFlowQuery(asked, { refetchOnMountOrArgChange: true });
  return (
    <TwoSides
      left={
        <>
          <Typography variant="body2" color="textSecondary">
            {t("database.about")}
          </Typography>
          <ToggleButtonGroup exclusive size="small" value={draft} onChange={(_, chosen: boolean | null) => setDraft(chosen ?? draft)} aria-label={t("database.which")}>
            <ToggleButton value={true}>{t("database.saved")}</ToggleButton>
            <ToggleButton value={false}>{t("database.published")}</ToggleButton>
          </ToggleButtonGroup>
        </>
      }
      right={error ? <ProblemNotice error={error} /> : data && !isFetching ? <Explained steps={data.steps} /> : <SkeletonRows />}
    />
  );
}

function Explained({ steps }: { steps: readonly ExplainedStep[] }) {
  const { t } = useTranslation("flow-runs");
  if (!steps.some(({ type }) => type === QUERY)) {
    return <EmptyState compact icon={Database} title={t("database.empty")} text={t("database.emptyText")} />;
  }
  return (
    <Box sx={{ display: "grid", gap: 4 }}>
      <ExplainedSteps steps={steps} />
      {steps
        .filter((step) => step.type === QUERY)
        .map((step) => (
          <Statement key={step.step} step={step} />
        ))}
    </Box>
  );
}

function Statement({ step }: { step: ExplainedStep }) {
  const { t } = useTranslation("flow-runs");
  const label = t("database.statement", { step: step.name });
  return (
    <Box component="figure" aria-label={label} sx={{ m: 0, minWidth: 0, display: "grid", gap: 1 }}>
      <Typography variant="subtitle2" component="figcaption">
        {label}
      </Typography>
      {step.sql == null ? (
        <Typography variant="body2" color="textSecondary">
          {t("database.noStatement")}
        </Typography>
      ) : (
        <Typography
          component="pre"
          variant="mono"
          tabIndex={0}
          sx={{ m: 0, p: 3, maxHeight: 240, overflow: "auto", borderRadius: 1, bgcolor: "tone.canvas", whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
        >
          {step.sql}
        </Typography>
      )}
    </Box>
  );
}

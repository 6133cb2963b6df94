import { SkeletonRows } from "@aqtra/ui";
import { Box, Button, Paper, Step as StepMark, StepLabel, Stepper, useMediaQuery } from "@mui/material";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";

import { useLeaveGuard } from "../../../shared/leave-guard";
import { Page } from "../../../shared/page";
import { ProblemNotice, ProblemState } from "../../../shared/problems";
import { Breadcrumbs } from "../../../shared/top-bar";
import { useStartImportMutation } from "../api";
import { useEntriesModel } from "../entries/use-component";
import type { EntriesModel } from "../entries/use-component";
import { columnProblems } from "./column-problems";
import { ColumnsStep } from "./columns-step";
import { EMPTY_DRAFT, requestOf, STEPS } from "./draft";
import type { ImportDraft, Step } from "./draft";
import { FileStep } from "./file-step";
import { OptionsStep } from "./options-step";
import { ResultStep } from "./result-step";

/** Brings many entries into a component, step by step. */
export function ImportScreen() {
  const { t } = useTranslation("maintenance");
  const { component = "" } = useParams();
  const { model, error, refetch } = useEntriesModel(component, false);
  const back = `/maintenance/entries?component=${component}`;
  return (
    <Page width={960}>
      <Breadcrumbs items={[{ label: t("title"), to: "/maintenance" }, { label: model?.title ?? t("tabs.entries"), to: back }, { label: t("import.title") }]} />
      {model ? (
        <Wizard key={model.key} model={model} back={back} />
      ) : error ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows />
      )}
    </Page>
  );
}

function Wizard({ model, back }: { model: EntriesModel; back: string }) {
  const { t } = useTranslation("maintenance");
  // The job is part of the address: loading the page anew finds it again.
  const [address, setAddress] = useSearchParams();
  const job = address.get("job");
  const [draft, setDraft] = useState<ImportDraft>(EMPTY_DRAFT);
  const [asked, setStep] = useState<Step>("file");
  const [start, { isLoading, error, reset }] = useStartImportMutation();
  const narrow = useMediaQuery("(max-width: 599px)", { noSsr: true });
  const step = job !== null ? "result" : asked;
  const at = STEPS.indexOf(step);
  // Once the import is under way nothing can be lost by leaving.
  const [started, setStarted] = useState(false);
  useLeaveGuard(draft.file !== null && !started);

  const change = useCallback((part: Partial<ImportDraft>): void => setDraft((before) => ({ ...before, ...part })), []);
  const fits = columnProblems(draft.columns, draft.key, model).length === 0;
  const go = (to: Step): void => {
    reset();
    setStep(to);
  };
  const submit = async (): Promise<void> => {
    if (!draft.file) return;
    setStarted(true);
    const { data } = await start({ importRequest: requestOf(model.key, { ...draft, file: draft.file }) });
    if (data) setAddress({ job: data.id }, { replace: true });
    else setStarted(false);
  };
  const again = (): void => {
    setDraft(EMPTY_DRAFT);
    setStarted(false);
    setStep("file");
    setAddress({}, { replace: true });
  };

  return (
    <>
      <Stepper activeStep={at} alternativeLabel={narrow} aria-label={t("import.steps.label")}>
        {STEPS.map((name) => (
          <StepMark key={name} aria-current={name === step ? "step" : undefined}>
            <StepLabel>{t(`import.steps.${name}`)}</StepLabel>
          </StepMark>
        ))}
      </Stepper>
      {error && <ProblemNotice error={error} onClose={reset} />}
      {job !== null ? (
        <ResultStep job={job} back={back} onAgain={again} />
      ) : (
        <Paper variant="outlined" sx={{ p: { xs: 4, sm: 5 }, display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 5 }}>
          {step === "file" && <FileStep component={model.key} draft={draft} change={change} />}
          {step === "columns" && draft.file && <ColumnsStep model={model} draft={{ ...draft, file: draft.file }} change={change} />}
          {step === "options" && <OptionsStep model={model} draft={draft} change={change} />}
          <Box sx={{ display: "flex", flexWrap: "wrap", gap: 2, justifyContent: "flex-end", borderTop: 1, borderColor: "divider", pt: 4 }}>
            {step === "file" ? (
              <Button component={Link} to={back}>
                {t("cancel", { ns: "shared" })}
              </Button>
            ) : (
              <Button onClick={() => go(STEPS[at - 1] ?? "file")}>{t("back", { ns: "shared" })}</Button>
            )}
            {step === "options" ? (
              <Button variant="contained" disabled={!fits} loading={isLoading} onClick={() => void submit()}>
                {t("import.start")}
              </Button>
            ) : (
              <Button variant="contained" disabled={step === "file" ? draft.file === null : !fits} onClick={() => go(STEPS[at + 1] ?? "options")}>
                {t("import.next")}
              </Button>
            )}
          </Box>
        </Paper>
      )}
    </>
  );
}

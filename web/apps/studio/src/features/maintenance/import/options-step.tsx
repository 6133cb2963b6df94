import { Box, RadioGroup, Typography } from "@mui/material";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { Choice } from "../choice";
import type { EntriesModel } from "../entries/use-component";
import { ColumnNotice } from "./column-notice";
import { columnProblems } from "./column-problems";
import type { ImportDraft } from "./draft";

interface OptionsStepProps {
  model: EntriesModel;
  draft: ImportDraft;
  change: (part: Partial<ImportDraft>) => void;
}

/** What becomes of the rows, and of those that do not fit. */
export function OptionsStep({ model, draft, change }: OptionsStepProps) {
  return (
    <>
      <Options name="key" values={["create", "upsert", "id"]} value={draft.key} onChange={(key) => change({ key })} />
      <ColumnNotice problems={columnProblems(draft.columns, draft.key, model)} />
      <Options name="onError" values={["stop", "skip"]} value={draft.onError} onChange={(onError) => change({ onError })} />
    </>
  );
}

interface OptionsProps<Value extends string> {
  name: string;
  values: readonly Value[];
  value: Value;
  onChange: (value: Value) => void;
}

function Options<Value extends string>({ name, values, value, onChange }: OptionsProps<Value>) {
  const { t } = useTranslation("maintenance");
  const id = useId();
  return (
    <Box>
      <Typography id={id} variant="h4" component="h2" sx={{ mb: 1 }}>
        {t(`import.${name}.title`)}
      </Typography>
      <RadioGroup aria-labelledby={id} value={value} onChange={(_, next) => onChange(next as Value)}>
        {values.map((option) => (
          <Choice key={option} value={option} label={t(`import.${name}.${option}`)} hint={t(`import.${name}.${option}Hint`)} />
        ))}
      </RadioGroup>
    </Box>
  );
}

import { Notice, SkeletonForm, useToast } from "@aqtra/ui";
import { Box, Paper, TextField, Typography } from "@mui/material";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { bytes } from "../../../shared/bytes";
import { useLeaveGuard } from "../../../shared/leave-guard";
import { ProblemNotice, ProblemState } from "../../../shared/problems";
import { SaveButton } from "../../../shared/save-button";
import { PageActions } from "../../../shared/top-bar";
import { useGetFileRulesQuery, useSaveFileRulesMutation } from "../api";
import type { GlobalRules } from "../api";

/** What holds for every upload; properties and controls may only be stricter. */
export function RulesTab() {
  const { data, error, refetch } = useGetFileRulesQuery(undefined);
  if (data) return <RulesForm key={JSON.stringify(data)} stored={data} />;
  return error ? <ProblemState error={error} onRetry={() => void refetch()} /> : <SkeletonForm fields={2} />;
}

function RulesForm({ stored }: { stored: GlobalRules }) {
  const { t } = useTranslation("maintenance");
  const id = useId();
  const toast = useToast();
  const [types, setTypes] = useState(stored.file_types);
  const [size, setSize] = useState(String(stored.max_file_size));
  const [save, { isLoading, error, reset }] = useSaveFileRulesMutation();
  const limit = /^\d{1,15}$/.test(size.trim()) && Number(size) > 0 ? Number(size) : null;
  const dirty = types.trim() !== stored.file_types || limit !== stored.max_file_size;
  useLeaveGuard(dirty);

  const submit = async (): Promise<void> => {
    if (limit === null) return;
    const result = await save({ globalRules: { file_types: types.trim(), max_file_size: limit } });
    if (!result.error) toast.show(t("rules.saved"));
  };
  return (
    <>
      <PageActions>
        <SaveButton dirty={dirty && limit !== null && types.trim() !== ""} saving={isLoading} onSave={() => void submit()} />
      </PageActions>
      <Box sx={{ display: "grid", gap: 6, maxWidth: 720 }}>
        {error && <ProblemNotice error={error} onClose={reset} />}
        <Paper variant="outlined" component="section" aria-labelledby={`${id}title`} sx={{ p: 5, display: "grid", gap: 4 }}>
          <Box>
            <Typography id={`${id}title`} variant="h3" component="h2">
              {t("rules.title")}
            </Typography>
            <Typography variant="body2" color="textSecondary">
              {t("rules.text")}
            </Typography>
          </Box>
          <TextField
            id={`${id}types`}
            label={t("rules.types")}
            value={types}
            onChange={(event) => setTypes(event.target.value)}
            error={types.trim() === ""}
            helperText={t(types.trim() === "" ? "rules.typesMissing" : "rules.typesHint")}
            slotProps={{ htmlInput: { maxLength: 4000, spellCheck: false } }}
          />
          <TextField
            id={`${id}size`}
            label={t("rules.size")}
            value={size}
            onChange={(event) => setSize(event.target.value)}
            error={limit === null}
            helperText={limit === null ? t("rules.sizeWrong") : t("rules.sizeHint", { size: bytes(limit) })}
            slotProps={{ htmlInput: { inputMode: "numeric", maxLength: 15 } }}
            sx={{ maxWidth: 320 }}
          />
        </Paper>
        <Notice>{t("rules.narrower")}</Notice>
      </Box>
    </>
  );
}

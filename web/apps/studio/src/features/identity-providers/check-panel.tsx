import { Notice } from "@aqtra/ui";
import { Box, Button, Paper, Typography } from "@mui/material";
import { CircleCheck, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../shared/problems";
import { registration, useCheckIdentityProviderMutation } from "./api";
import type { Provider } from "./api";

/** What to tell the provider's administrator, and what a real attempt to reach the provider found. */
export function CheckPanel({ provider, unsaved }: { provider: Provider; unsaved: boolean }) {
  const { t } = useTranslation("identity-providers");
  const [check, { data, error, isLoading }] = useCheckIdentityProviderMutation();
  return (
    <Paper variant="outlined" component="section" aria-label={t("check.title")} sx={{ p: 5, display: "grid", gap: 4 }}>
      {registration(provider.id, provider.settings).map(({ label, address }) => (
        <Typography key={label} variant="body2" component="p">
          {t(`check.${label}`)}
          <Box component="code" sx={{ display: "block", mt: 1, overflowWrap: "anywhere", fontFamily: "monospace", fontSize: 12 }}>
            {address}
          </Box>
        </Typography>
      ))}
      <Box sx={{ display: "flex", gap: 3, alignItems: "center", flexWrap: "wrap" }}>
        <Button variant="outlined" loading={isLoading} disabled={unsaved} onClick={() => void check({ provider: provider.id })}>
          {t("check.action")}
        </Button>
        {unsaved && (
          <Typography variant="body2" color="textSecondary">
            {t("check.unsaved")}
          </Typography>
        )}
      </Box>
      {error && <ProblemNotice error={error} />}
      {data && (
        <Notice tone={data.passed ? "success" : "error"} title={t(data.passed ? "check.passed" : "check.failed")}>
          {data.lines.map((line) => (
            <Box key={line.text} sx={{ display: "flex", gap: 2, alignItems: "center" }}>
              {line.passed ? <CircleCheck size={16} aria-label={t("check.good")} /> : <CircleX size={16} aria-label={t("check.bad")} />}
              {line.text}
            </Box>
          ))}
        </Notice>
      )}
    </Paper>
  );
}

import { Notice, useToast } from "@aqtra/ui";
import { Box, Button, Paper, TextField, Typography } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useLeaveGuard } from "../../shared/leave-guard";
import { ProblemNotice } from "../../shared/problems";
import { SaveButton } from "../../shared/save-button";
import { PageActions } from "../../shared/top-bar";
import { ActiveMark } from "./active-mark";
import { useChangeServiceAccountMutation } from "./api";
import type { ServiceAccount } from "./api";
import { RolesField } from "./roles-field";
import { useActivation } from "./use-activation";

interface AccountFormProps {
  account: ServiceAccount;
  roles: readonly string[];
}

export function AccountForm({ account, roles }: AccountFormProps) {
  const { t } = useTranslation("service-accounts");
  const toast = useToast();
  const [title, setTitle] = useState(account.display_name);
  const [chosen, setChosen] = useState(account.roles);
  const [change, { isLoading, error, reset }] = useChangeServiceAccountMutation();
  const activation = useActivation();
  const dirty = title.trim() !== account.display_name || [...chosen].sort().join() !== [...account.roles].sort().join();
  useLeaveGuard(dirty);

  const save = async (): Promise<void> => {
    const result = await change({ accountId: account.id, programChange: { display_name: title.trim(), roles: chosen } });
    if (!result.error) toast.show(t("saved"));
  };
  return (
    <>
      <PageActions>
        <SaveButton dirty={dirty} saving={isLoading} onSave={() => void save()} />
      </PageActions>
      {error && <ProblemNotice error={error} onClose={reset} />}
      {activation.error && <ProblemNotice error={activation.error} onClose={activation.forget} />}
      {!account.active && (
        <Notice
          tone="warning"
          action={
            <Button size="small" color="inherit" onClick={() => void activation.activate(account)}>
              {t("activation.activate")}
            </Button>
          }
        >
          {t("activation.inactiveText")}
        </Notice>
      )}
      <Paper variant="outlined" component="section" aria-label={t("form.about")} sx={{ p: 5, display: "grid", gap: 4 }}>
        <Box sx={{ display: "flex", alignItems: "center", gap: 4, flexWrap: "wrap" }}>
          <Box sx={{ flex: "1 1 160px", minWidth: 0 }}>
            <Typography variant="caption" color="textSecondary" component="p">
              {t("form.name")}
            </Typography>
            <Typography variant="mono" component="p" sx={{ overflowWrap: "anywhere" }}>
              {account.user_name}
            </Typography>
          </Box>
          <ActiveMark active={account.active} />
          {account.active && (
            <Button color="error" onClick={() => void activation.deactivate(account)}>
              {t("activation.deactivate")}
            </Button>
          )}
        </Box>
        <TextField
          id="account-title"
          label={t("form.title")}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 200, autoComplete: "off" } }}
        />
        <RolesField id="account-roles" roles={roles} value={chosen} onChange={setChosen} />
      </Paper>
    </>
  );
}

import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from "@mui/material";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { focusOnMount } from "../../shared/focus";
import { ProblemNotice } from "../../shared/problems";
import { useCreateServiceAccountMutation } from "./api";
import type { ServiceAccount } from "./api";
import { RolesField } from "./roles-field";

interface AddAccountProps {
  roles: readonly string[];
  onClose: () => void;
  onAdded: (account: ServiceAccount) => void;
}

/** As the server has it: the name also is the client id. */
const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

export function AddAccount({ roles, onClose, onAdded }: AddAccountProps) {
  const { t } = useTranslation("service-accounts");
  const [name, setName] = useState("");
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [create, { isLoading, error }] = useCreateServiceAccountMutation();
  const fits = NAME.test(name);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!fits) return;
    const result = await create({ newProgram: { user_name: name, display_name: title.trim(), roles: chosen } });
    if (!result.error) onAdded(result.data as ServiceAccount);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="add-service-account">
      <Box component="form" onSubmit={(event) => void submit(event)} noValidate sx={{ display: "contents" }}>
        <DialogTitle id="add-service-account">{t("add")}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 4, alignContent: "start" }}>
          {error && <ProblemNotice error={error} />}
          <TextField
            id="service-account-name"
            label={t("form.name")}
            required
            inputRef={focusOnMount}
            value={name}
            error={name !== "" && !fits}
            helperText={t("form.nameRule")}
            onChange={(event) => setName(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 64, autoComplete: "off", spellCheck: false } }}
          />
          <TextField
            id="service-account-title"
            label={t("form.title")}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 200, autoComplete: "off" } }}
          />
          <RolesField id="service-account-roles" roles={roles} value={chosen} onChange={setChosen} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t("cancel", { ns: "shared" })}</Button>
          <Button type="submit" variant="contained" loading={isLoading} disabled={!fits}>
            {t("add")}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

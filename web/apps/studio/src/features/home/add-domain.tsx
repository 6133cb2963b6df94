import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from "@mui/material";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { useCreateDomainMutation } from "../../shared/api";
import { focusOnMount } from "../../shared/focus";
import { ProblemNotice } from "../../shared/problems";
import { domainName, isDomainName } from "./domain-name";

/** Asks for the title; the name, which becomes part of addresses, follows it until it is typed. */
export function AddDomain({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("home");
  const [title, setTitle] = useState("");
  const [typedName, setTypedName] = useState<string | null>(null);
  const [create, { isLoading, error }] = useCreateDomainMutation();
  const name = typedName ?? domainName(title);
  const wrong = name !== "" && !isDomainName(name);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isDomainName(name)) return;
    const result = await create({ newDomain: { name, title: title.trim() } });
    if (!result.error) onClose();
  };

  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="add-domain">
      <Box component="form" onSubmit={(event) => void submit(event)}>
        <DialogTitle id="add-domain">{t("addApplication")}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 4 }}>
          {error && <ProblemNotice error={error} />}
          <TextField id="domain-title" label={t("domainTitle")} inputRef={focusOnMount} required value={title} onChange={(event) => setTitle(event.target.value)} />
          <TextField
            id="domain-name"
            label={t("domainName")}
            required
            value={name}
            error={wrong}
            helperText={t("domainNameRule")}
            onChange={(event) => setTypedName(event.target.value)}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t("cancel", { ns: "shared" })}</Button>
          <Button type="submit" variant="contained" loading={isLoading} disabled={!isDomainName(name)}>
            {t("addApplication")}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

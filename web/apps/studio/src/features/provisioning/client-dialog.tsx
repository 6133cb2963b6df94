import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from "@mui/material";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { focusOnMount } from "../../shared/focus";
import { GroupRoles } from "../../shared/group-roles";
import { ProblemNotice } from "../../shared/problems";
import { useChangeProvisioningClientMutation, useCreateProvisioningClientMutation } from "./api";
import type { Client, NewClient } from "./api";

interface ClientDialogProps {
  /** Null makes a new one. */
  client: Client | null;
  onClose: () => void;
  onMade: (client: NewClient) => void;
}

export function ClientDialog({ client, onClose, onMade }: ClientDialogProps) {
  const { t } = useTranslation("provisioning");
  const [title, setTitle] = useState(client?.title ?? "");
  const [groupRoles, setGroupRoles] = useState(client?.group_roles ?? []);
  const [create, creation] = useCreateProvisioningClientMutation();
  const [change, changing] = useChangeProvisioningClientMutation();
  const error = creation.error ?? changing.error;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const clientContent = { title: title.trim(), group_roles: groupRoles };
    if (client) {
      const result = await change({ client: client.id, clientContent });
      if (!result.error) onClose();
      return;
    }
    const result = await create({ clientContent });
    if (!result.data) return;
    onClose();
    onMade(result.data);
  };
  const heading = client ? t("editTitle", { title: client.title }) : t("add");
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="client-heading">
      <Box component="form" onSubmit={(event) => void submit(event)}>
        <DialogTitle id="client-heading">{heading}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 4 }}>
          {error && <ProblemNotice error={error} />}
          <TextField
            id="client-title"
            label={t("columns.title")}
            required
            inputRef={focusOnMount}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 100 } }}
          />
          <Typography variant="body2" color="textSecondary">
            {t("rolesHint")}
          </Typography>
          <GroupRoles value={groupRoles} onChange={setGroupRoles} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t("cancel", { ns: "shared" })}</Button>
          <Button type="submit" variant="contained" loading={creation.isLoading || changing.isLoading} disabled={title.trim() === ""}>
            {t(client ? "save" : "add", client ? { ns: "shared" } : {})}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

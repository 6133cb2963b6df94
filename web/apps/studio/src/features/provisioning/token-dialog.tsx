import { Notice } from "@aqtra/ui";
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ADDRESS } from "./api";
import type { NewClient } from "./api";

/** The token of a client, which nobody can show again. */
export function TokenDialog({ client, onClose }: { client: NewClient; onClose: () => void }) {
  const { t } = useTranslation("provisioning");
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(client.token);
    setCopied(true);
  };
  return (
    <Dialog open maxWidth="sm" fullWidth aria-labelledby="token-heading">
      <DialogTitle id="token-heading">{t("token.title", { title: client.title })}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 4 }}>
        <Notice tone="warning">{t("token.once")}</Notice>
        <TextField id="scim-address" label={t("token.address")} value={ADDRESS} slotProps={{ input: { readOnly: true } }} />
        <Box sx={{ display: "grid", gap: 3, gridTemplateColumns: "1fr auto", alignItems: "end" }}>
          <TextField id="scim-token" label={t("token.token")} value={client.token} onFocus={(event) => event.target.select()} slotProps={{ input: { readOnly: true } }} />
          <Button variant="outlined" onClick={() => void copy()}>
            {t(copied ? "token.copied" : "token.copy")}
          </Button>
        </Box>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t("token.done")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

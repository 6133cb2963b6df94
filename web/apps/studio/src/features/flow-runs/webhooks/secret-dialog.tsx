import { Notice, useToast } from "@aqtra/ui";
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from "@mui/material";
import { Copy } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { WebhookWithSecret } from "./api";

/** The secret of a webhook, shown once. It closes by its button only: a click beside it would lose the secret. */
export function SecretDialog({ webhook, onClose }: { webhook: WebhookWithSecret; onClose: () => void }) {
  const { t } = useTranslation("flow-runs");
  const id = useId();
  const toast = useToast();
  const { name, secret } = webhook;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(secret);
    toast.show(t("webhooks.copied"));
  };
  return (
    <Dialog open maxWidth="sm" fullWidth aria-labelledby={`${id}title`}>
      <DialogTitle id={`${id}title`}>{t("webhooks.secretTitle", { name })}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 4 }}>
        <Notice tone="warning">{t("webhooks.secretOnce")}</Notice>
        <TextField
          id={`${id}secret`}
          label={t("webhooks.secret")}
          value={secret}
          onFocus={(event) => event.target.select()}
          slotProps={{ input: { readOnly: true, sx: (theme) => theme.typography.mono }, htmlInput: { spellCheck: false, autoComplete: "off" } }}
        />
        <Button variant="contained" startIcon={<Copy size={16} aria-hidden />} onClick={() => void copy()} sx={{ justifySelf: "start" }}>
          {t("webhooks.copySecret")}
        </Button>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t("webhooks.done")}</Button>
      </DialogActions>
    </Dialog>
  );
}

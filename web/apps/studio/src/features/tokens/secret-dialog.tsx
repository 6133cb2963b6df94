import { Notice, useToast } from "@aqtra/ui";
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from "@mui/material";
import { Copy } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

interface SecretDialogProps {
  name: string;
  secret: string;
  onClose: () => void;
}

/** The secret of a token, shown once. It closes by its button only: a click beside it would lose the secret. */
export function SecretDialog({ name, secret, onClose }: SecretDialogProps) {
  const { t } = useTranslation("tokens");
  const id = useId();
  const toast = useToast();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(secret);
    toast.show(t("secret.copied"));
  };
  return (
    <Dialog open maxWidth="sm" fullWidth aria-labelledby={`${id}title`}>
      <DialogTitle id={`${id}title`}>{t("secret.title", { name })}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 4 }}>
        <Notice tone="warning">{t("secret.once")}</Notice>
        <TextField
          id={`${id}secret`}
          label={t("secret.label")}
          value={secret}
          multiline
          onFocus={(event) => event.target.select()}
          slotProps={{
            input: { readOnly: true, sx: (theme) => ({ ...theme.typography.mono, wordBreak: "break-all" }) },
            htmlInput: { spellCheck: false, autoComplete: "off" },
          }}
        />
        <Button variant="contained" startIcon={<Copy size={16} aria-hidden />} onClick={() => void copy()} sx={{ justifySelf: "start" }}>
          {t("secret.copy")}
        </Button>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t("secret.done")}</Button>
      </DialogActions>
    </Dialog>
  );
}

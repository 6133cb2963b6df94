import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import { focusOnMount } from "@aqtra/ui";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";

interface NameDialogProps {
  title: string;
  confirm: string;
  name: string;
  busy: boolean;
  note?: ReactNode;
  onName: (name: string) => void;
  onClose: () => void;
}

/** The name of a passkey: what its owner knows the device by. */
export function NameDialog({ title, confirm, name, busy, note, onName, onClose }: NameDialogProps) {
  const { t } = useTranslation("account");
  const titleId = useId();
  const [typed, setTyped] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onName(typed.trim());
  };
  return (
    <Dialog open onClose={busy ? undefined : onClose} maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <Box component="form" onSubmit={submit}>
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 4 }}>
          {note}
          <TextField id="passkey-name" label={t("passkeys.name")} required inputRef={focusOnMount} value={typed} onChange={(event) => setTyped(event.target.value)} slotProps={{ htmlInput: { maxLength: 80 } }} sx={{ mt: 2 }} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={busy}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="contained" loading={busy} disabled={typed.trim() === ""}>
            {confirm}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";

import { focusOnMount } from "./focus-on-mount";

interface ConfirmDialogProps {
  open: boolean;
  title: string;
  /** What will happen and whether it can be undone. */
  text: ReactNode;
  /** Says what the button does, such as "Delete 3 items". */
  confirmLabel: string;
  destructive?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, title, text, confirmLabel, destructive = false, busy = false, onConfirm, onCancel } = props;
  const { t } = useTranslation("ui");
  const titleId = useId();
  const textId = useId();
  return (
    <Dialog
      open={open}
      onClose={busy ? undefined : onCancel}
      role="alertdialog"
      aria-labelledby={titleId}
      aria-describedby={textId}
      maxWidth="xs"
      fullWidth
    >
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        <DialogContentText id={textId} component="div" variant="body1">
          {text}
        </DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={onCancel} disabled={busy} ref={destructive ? focusOnMount : undefined}>
          {t("cancel")}
        </Button>
        <Button variant="contained" color={destructive ? "error" : "primary"} onClick={onConfirm} loading={busy} ref={destructive ? undefined : focusOnMount}>
          {confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from "@mui/material";
import type { PropsWithChildren } from "react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { AccessProblem } from "./access-problem";

interface AddDialogProps {
  title: string;
  action: string;
  /** Whether enough is filled in. */
  ready: boolean;
  saving: boolean;
  error: unknown;
  onForget: () => void;
  onAdd: () => void;
  onClose: () => void;
}

/** Asks for what a new thing cannot be without; a refusal leaves what was typed. */
export function AddDialog({ title, action, ready, saving, error, onForget, onAdd, onClose, children }: PropsWithChildren<AddDialogProps>) {
  const { t } = useTranslation();
  const heading = useId();
  return (
    <Dialog open onClose={saving ? undefined : onClose} maxWidth="xs" fullWidth aria-labelledby={heading}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !saving) onAdd();
        }}
      >
        <DialogTitle id={heading}>{title}</DialogTitle>
        <DialogContent sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 4, "&&": { pt: 2 } }}>
          <AccessProblem error={error} onClose={onForget} />
          {children}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={saving}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="contained" disabled={!ready} loading={saving}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

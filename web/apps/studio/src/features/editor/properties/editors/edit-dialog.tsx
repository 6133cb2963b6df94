import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from "@mui/material";
import { useId } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface EditDialogProps {
  title: string;
  /** Why OK is not offered yet. */
  problem?: string | null;
  width?: "sm" | "md" | "xl";
  onOk: () => void;
  onCancel: () => void;
  children: ReactNode;
}

/** A dialog whose edits count only with OK. */
export function EditDialog({ title, problem = null, width = "sm", onOk, onCancel, children }: EditDialogProps) {
  const { t } = useTranslation("editor");
  const id = useId();
  return (
    <Dialog open onClose={onCancel} maxWidth={width} fullWidth aria-labelledby={id}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (problem === null) onOk();
        }}
        sx={{ display: "contents" }}
      >
        <DialogTitle id={id}>{title}</DialogTitle>
        <DialogContent sx={{ px: 3 }}>{children}</DialogContent>
        <DialogActions>
          {problem !== null && <Box role="alert" sx={{ mr: "auto", typography: "caption", color: "error.main" }}>{problem}</Box>}
          <Button onClick={onCancel}>{t("cancel")}</Button>
          <Button type="submit" variant="contained" disabled={problem !== null}>{t("ok")}</Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

/** Says what is set, and opens the dialog that sets it. */
export function OpenButton({ id, label, text, onOpen }: { id: string; label: string; text: string; onOpen: () => void }) {
  return (
    <Button
      id={id}
      size="small"
      fullWidth
      aria-label={`${label}: ${text}`}
      aria-haspopup="dialog"
      onClick={onOpen}
      sx={{ minHeight: 28, px: 2, justifyContent: "flex-start", fontWeight: 400, borderColor: "divider" }}
    >
      {text}
    </Button>
  );
}

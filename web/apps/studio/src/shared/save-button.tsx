import { Button, Typography } from "@mui/material";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

interface SaveButtonProps {
  dirty: boolean;
  saving: boolean;
  onSave: () => void;
}

/** Save with its state in words; Ctrl-S does the same. */
export function SaveButton({ dirty, saving, onSave }: SaveButtonProps) {
  const { t } = useTranslation();
  const save = useRef(onSave);
  useEffect(() => {
    save.current = onSave;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      if (dirty && !saving) save.current();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [dirty, saving]);
  return (
    <>
      <Typography variant="body2" color="textSecondary" role="status" sx={{ display: { xs: "none", sm: "block" } }}>
        {t(saving ? "saving" : dirty ? "unsaved" : "saved")}
      </Typography>
      <Button variant="contained" disabled={!dirty} loading={saving} onClick={onSave} aria-keyshortcuts="Control+S">
        {t("save")}
      </Button>
    </>
  );
}

import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from "@mui/material";
import { useId, useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { focusOnMount } from "../../shared/focus";
import { ProblemNotice } from "../../shared/problems";

export interface NameRequest {
  title: string;
  /** What is there already; empty for something new. */
  name: string;
  action: string;
  /** Resolves to what went wrong, or to nothing. */
  onSubmit: (name: string) => Promise<unknown>;
}

const LONGEST_NAME = 255;

/** Asks for the name of a folder or file. */
export function NameDialog({ request, onClose }: { request: NameRequest | null; onClose: () => void }) {
  return (
    <Dialog open={request !== null} onClose={onClose} maxWidth="xs" fullWidth slotProps={{ paper: { "aria-label": request?.title } }}>
      {request && <NameForm request={request} onClose={onClose} />}
    </Dialog>
  );
}

function NameForm({ request, onClose }: { request: NameRequest; onClose: () => void }) {
  const { t } = useTranslation("files");
  const id = useId();
  const [name, setName] = useState(request.name);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const wanted = name.trim();

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (wanted === "" || wanted === request.name) return;
    setBusy(true);
    const failure = await request.onSubmit(wanted);
    setBusy(false);
    if (failure) setError(failure);
    else onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <DialogTitle>{request.title}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 3 }}>
        {error !== undefined && <ProblemNotice error={error} />}
        <TextField
          id={id}
          label={t("name")}
          fullWidth
          value={name}
          inputRef={focusOnMount}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
          slotProps={{ htmlInput: { maxLength: LONGEST_NAME, autoComplete: "off" } }}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t("cancel", { ns: "shared" })}</Button>
        <Button type="submit" variant="contained" loading={busy} disabled={wanted === "" || wanted === request.name}>
          {request.action}
        </Button>
      </DialogActions>
    </form>
  );
}

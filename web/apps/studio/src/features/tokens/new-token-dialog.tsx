import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from "@mui/material";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../shared/problems";
import type { CreatedToken, TokenOrder } from "./api";
import { EMPTY, isComplete, orderOf } from "./order";
import { SecretDialog } from "./secret-dialog";
import { TokenForm } from "./token-form";

interface NewTokenDialogProps {
  /** Rights over the platform that the account has; others are not offered. */
  rights: readonly string[];
  /** Whether a token without an end may be chosen. */
  mayLast?: boolean;
  onCreate: (order: TokenOrder) => Promise<{ data?: unknown; error?: unknown }>;
  onClose: () => void;
}

/** Asks what a token is for and what it may do; then shows its secret, once. */
export function NewTokenDialog({ rights, mayLast = false, onCreate, onClose }: NewTokenDialogProps) {
  const { t } = useTranslation("tokens");
  const [draft, setDraft] = useState(EMPTY);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [secret, setSecret] = useState<string | null>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isComplete(draft) || busy) return;
    setBusy(true);
    const result = await onCreate(orderOf(draft));
    setBusy(false);
    setError(result.error);
    if (!result.error) setSecret((result.data as CreatedToken).secret);
  };

  if (secret !== null) return <SecretDialog name={draft.name.trim()} secret={secret} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="new-token">
      <Box component="form" onSubmit={(event) => void submit(event)} noValidate sx={{ display: "contents" }}>
        <DialogTitle id="new-token">{t("add")}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 4, alignContent: "start" }}>
          {error !== undefined && <ProblemNotice error={error} />}
          <TokenForm draft={draft} rights={rights} mayLast={mayLast} onChange={(change) => setDraft({ ...draft, ...change })} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t("cancel", { ns: "shared" })}</Button>
          <Button type="submit" variant="contained" loading={busy} disabled={!isComplete(draft)}>
            {t("create")}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

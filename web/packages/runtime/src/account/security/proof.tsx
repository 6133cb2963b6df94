import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import type { OwnAccountInfo } from "@aqtra/api";
import { useAskProofMutation, useProveByCodeMutation, useProveByPasskeyMutation, useProveByPasswordMutation } from "@aqtra/api/client";
import { focusOnMount } from "@aqtra/ui";
import { KeyRound } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { CodeField } from "../code-field";
import { passkeysWork, signWithPasskey } from "../passkeys";
import { PasskeyNote, ProblemNote } from "../problem-note";
import { asProblem, usePasskeyDialogue } from "../use-passkey";

interface ProofDialogProps {
  account: OwnAccountInfo;
  onProved: () => void;
  onClose: () => void;
}

/** Who changes how an account is entered proves first who they are: by password, passkey or the app's code. */
export function ProofDialog({ account, onProved, onClose }: ProofDialogProps) {
  const { t } = useTranslation("account");
  const titleId = useId();
  const withPasskey = account.passkeys.length > 0 && passkeysWork(account.passkey_host);
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t("proof.title")}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 4, pb: 6 }}>
        <DialogContentText variant="body2">{t(account.has_password || account.totp || withPasskey ? "proof.text" : "proof.again")}</DialogContentText>
        {account.has_password ? <ByPassword userName={account.user_name} onProved={onProved} /> : account.totp && <ByCode onProved={onProved} />}
        {withPasskey && <ByPasskey onProved={onProved} />}
      </DialogContent>
    </Dialog>
  );
}

function ByPassword({ userName, onProved }: { userName: string; onProved: () => void }) {
  const { t } = useTranslation("account");
  const [password, setPassword] = useState("");
  const [prove, { isLoading, error }] = useProveByPasswordMutation();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const result = await prove({ proveByPassword: { password } });
    if ("error" in result && result.error) setPassword("");
    else onProved();
  };
  return (
    <Box component="form" onSubmit={(event) => void submit(event)} sx={{ display: "grid", gap: 4 }}>
      <ProblemNote error={error} />
      <input type="text" autoComplete="username" value={userName} readOnly hidden />
      <TextField id="proof-password" type="password" label={t("password")} autoComplete="current-password" required inputRef={focusOnMount} value={password} onChange={(event) => setPassword(event.target.value)} />
      <Button type="submit" variant="contained" loading={isLoading} disabled={password === ""}>
        {t("proof.go")}
      </Button>
    </Box>
  );
}

function ByCode({ onProved }: { onProved: () => void }) {
  const { t } = useTranslation("account");
  const [code, setCode] = useState("");
  const [prove, { isLoading, error }] = useProveByCodeMutation();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const result = await prove({ proveByCode: { factor: "totp", code } });
    if ("error" in result && result.error) setCode("");
    else onProved();
  };
  return (
    <Box component="form" onSubmit={(event) => void submit(event)} sx={{ display: "grid", gap: 4 }}>
      <ProblemNote error={error} />
      <CodeField label={t("code")} value={code} onChange={setCode} />
      <Button type="submit" variant="contained" loading={isLoading} disabled={code === ""}>
        {t("proof.go")}
      </Button>
    </Box>
  );
}

function ByPasskey({ onProved }: { onProved: () => void }) {
  const { t } = useTranslation("account");
  const [askProof] = useAskProofMutation();
  const [prove, { isLoading }] = useProveByPasskeyMutation();
  const { ask, busy, trouble, setTrouble } = usePasskeyDialogue();
  const go = async () => {
    const credential = await ask(() => askProof(), signWithPasskey);
    if (!credential) return;
    const result = await prove({ proveByPasskey: { credential } });
    if ("error" in result && result.error) setTrouble(asProblem(result.error));
    else onProved();
  };
  return (
    <>
      <PasskeyNote trouble={trouble} />
      <Button variant="outlined" startIcon={<KeyRound size={16} aria-hidden />} loading={busy || isLoading} onClick={() => void go()}>
        {t("proof.passkey")}
      </Button>
    </>
  );
}

import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { SessionInfo } from "@aqtra/api";
import { useAnswerPasskeyMutation, useAskPasskeyMutation } from "@aqtra/api/client";
import { KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";

import { passkeysWork, signWithPasskey } from "./passkeys";
import { PasskeyNote } from "./problem-note";
import { asProblem, usePasskeyDialogue } from "./use-passkey";

interface PasskeyButtonProps {
  host: string | null | undefined;
  /** The first way that is offered, rather than another one. */
  primary?: boolean;
  onEntered: (session: SessionInfo) => void;
}

/** Signs in with a passkey: alone, or as the second step. Nothing where passkeys do not work. */
export function PasskeyButton({ host, primary = false, onEntered }: PasskeyButtonProps) {
  const { t } = useTranslation("account");
  const [askPasskey] = useAskPasskeyMutation();
  const [answerPasskey, { isLoading }] = useAnswerPasskeyMutation();
  const { ask, busy, trouble, setTrouble } = usePasskeyDialogue();
  if (!passkeysWork(host)) return null;

  const enter = async () => {
    const credential = await ask(() => askPasskey(), signWithPasskey);
    if (!credential) return;
    const { data, error } = await answerPasskey({ passkeyAnswer: { credential } });
    if (data) onEntered(data);
    else setTrouble(asProblem(error));
  };
  return (
    <Box sx={{ display: "grid", gap: 3 }}>
      <PasskeyNote trouble={trouble} />
      <Button variant={primary ? "contained" : "outlined"} startIcon={<KeyRound size={16} aria-hidden />} loading={busy || isLoading} onClick={() => void enter()}>
        {t("passkey.signIn")}
      </Button>
    </Box>
  );
}

import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import type { Factor, SessionInfo } from "@aqtra/api";
import { useAnswerFactorMutation, useSendFactorCodeMutation } from "@aqtra/api/client";
import { Notice } from "@aqtra/ui";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { CodeField } from "./code-field";
import { PasskeyButton } from "./passkey-button";
import { passkeysWork } from "./passkeys";
import { ProblemNote } from "./problem-note";
import { asProblem } from "./use-passkey";

interface SecondStepProps {
  factors: readonly Factor[];
  passkeyHost: string | null | undefined;
  onEntered: (session: SessionInfo) => void;
  /** Back to the password: somebody else wants to sign in, or it took too long. */
  onBack: () => void;
}

/** The password was right: one of the account's second factors, the best one first, the others a click away. */
export function SecondStep({ factors, passkeyHost, onEntered, onBack }: SecondStepProps) {
  const { t } = useTranslation("account");
  const usable = factors.filter((factor) => factor !== "passkey" || passkeysWork(passkeyHost));
  const [chosen, setChosen] = useState<Factor>();
  const factor = chosen ?? usable[0];
  const others = usable.filter((other) => other !== factor);
  return (
    <Box sx={{ display: "grid", gap: 4 }}>
      <Typography variant="body2" color="textSecondary">
        {factor ? t(`step.${factor}`) : t("step.nothingHere")}
      </Typography>
      {factor === "passkey" && <PasskeyButton host={passkeyHost} primary onEntered={onEntered} />}
      {factor && factor !== "passkey" && <CodeForm key={factor} factor={factor} onEntered={onEntered} />}
      <Box sx={{ display: "grid", gap: 2, justifyItems: "start" }}>
        {others.map((other) => (
          <Link key={other} component="button" type="button" variant="body2" onClick={() => setChosen(other)}>
            {t(`instead.${other}`)}
          </Link>
        ))}
        <Link component="button" type="button" variant="body2" onClick={onBack}>
          {t("step.back")}
        </Link>
      </Box>
    </Box>
  );
}

function CodeForm({ factor, onEntered }: { factor: Factor; onEntered: (session: SessionInfo) => void }) {
  const { t } = useTranslation("account");
  const [code, setCode] = useState("");
  const [answer, { isLoading, error }] = useAnswerFactorMutation();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { data } = await answer({ factorAnswer: { factor, code } });
    if (data) onEntered(data);
    else setCode("");
  };
  return (
    <Box component="form" onSubmit={(event) => void submit(event)} sx={{ display: "grid", gap: 4 }}>
      <ProblemNote error={error} />
      {factor === "email" && <MailCode />}
      <CodeField label={t(factor === "recovery" ? "recoveryCode" : "code")} digits={factor !== "recovery"} value={code} onChange={setCode} />
      <Button type="submit" variant="contained" loading={isLoading} disabled={code.trim() === ""}>
        {t("step.go")}
      </Button>
    </Box>
  );
}

function MailCode() {
  const { t } = useTranslation("account");
  const [send, { isLoading, isSuccess, error }] = useSendFactorCodeMutation();
  return (
    <>
      {isSuccess && <Notice tone="success">{t("step.sent")}</Notice>}
      {error !== undefined && <ProblemNote error={asProblem(error)} />}
      <Button type="button" variant="outlined" loading={isLoading} onClick={() => void send()}>
        {t(isSuccess ? "step.sendAgain" : "step.send")}
      </Button>
    </>
  );
}

import { ForgotPassword, PasskeyButton, SecondStep, useHurdle } from "@aqtra/runtime/account";
import { Notice } from "@aqtra/ui";
import { Box, Button, Link, TextField } from "@mui/material";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import type { SessionInfo } from "../../shared/api";
import { useGetSessionQuery, useSignInMutation } from "../../shared/api";
import { focusOnMount } from "../../shared/focus";
import { ProblemNotice } from "../../shared/problems";
import { toProblem } from "../../shared/to-problem";

interface CredentialsFormProps {
  /** Whose session ended: the screen behind is theirs. */
  userName?: string;
}

/** Password, then the second factor where the account has one; or a passkey alone; or a link to a new password. */
export function CredentialsForm({ userName: known }: CredentialsFormProps) {
  const { data: session } = useGetSessionQuery(undefined);
  const { factors, passed, giveUp } = useHurdle(session);
  const [userName, setUserName] = useState(known ?? "");
  const [forgotten, setForgotten] = useState(false);

  const entered = (info: SessionInfo): void => {
    // Another user's screen must not stay open under the new session.
    if (passed(info) && known !== undefined && info.user?.user_name !== known) window.location.reload();
  };
  if (factors) return <SecondStep factors={factors} passkeyHost={session?.passkey_host} onEntered={entered} onBack={giveUp} />;
  if (forgotten) return <ForgotPassword app="studio" userName={userName} onBack={() => setForgotten(false)} />;
  return (
    <Box sx={{ display: "grid", gap: 4 }}>
      <PasswordForm userName={userName} isKnown={known !== undefined} onUserName={setUserName} onEntered={entered} />
      <PasskeyButton host={session?.passkey_host} onEntered={entered} />
      {session?.mail && <ForgotLink onClick={() => setForgotten(true)} />}
    </Box>
  );
}

function ForgotLink({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation("account");
  return (
    <Link component="button" type="button" variant="body2" onClick={onClick} sx={{ justifySelf: "start" }}>
      {t("forgotLink")}
    </Link>
  );
}

interface PasswordFormProps {
  userName: string;
  isKnown: boolean;
  onUserName: (name: string) => void;
  onEntered: (info: SessionInfo) => void;
}

/** User name and password. What was typed survives a failure, except where it must be typed anew. */
function PasswordForm({ userName, isKnown, onUserName, onEntered }: PasswordFormProps) {
  const { t } = useTranslation("session");
  const [password, setPassword] = useState("");
  const [signIn, { isLoading, error }] = useSignInMutation();

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await signIn({ signIn: { user_name: userName.trim(), password } });
    if (result.error) setPassword("");
    else onEntered(result.data);
  };

  return (
    <Box component="form" onSubmit={(event) => void submit(event)} sx={{ display: "grid", gap: 4 }}>
      {error &&
        (toProblem(error).status === 401 ? (
          <Notice tone="error">{t("wrong")}</Notice>
        ) : (
          <ProblemNotice error={error} />
        ))}
      <TextField
        label={t("userName")}
        id="sign-in-user"
        autoComplete="username"
        inputRef={isKnown ? undefined : focusOnMount}
        required
        value={userName}
        onChange={(event) => onUserName(event.target.value)}
        slotProps={{ htmlInput: { autoCapitalize: "none", spellCheck: false } }}
      />
      <TextField
        label={t("password")}
        id="sign-in-password"
        type="password"
        autoComplete="current-password"
        inputRef={isKnown ? focusOnMount : undefined}
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" variant="contained" loading={isLoading}>
        {t("signIn")}
      </Button>
    </Box>
  );
}

import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { isProblem, type SessionInfo } from "@aqtra/api";
import { useGetSessionQuery, useSignInMutation } from "@aqtra/api/client";
import { problemText } from "@aqtra/runtime";
import { ForgotPassword, PasskeyButton, ProviderButtons, SecondStep, useHurdle } from "@aqtra/runtime/account";
import { focusOnMount, Notice } from "@aqtra/ui";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { AuthLayout } from "./auth-layout";
import { PasswordField } from "./password-field";

interface SignInProps {
  brand: string;
  ended: boolean;
  onSignedIn: (session: SessionInfo) => void;
}

/** Password, then the second factor where the account has one; or a passkey alone; or a link to a new password. */
export function SignIn({ brand, ended, onSignedIn }: SignInProps) {
  const { t } = useTranslation("workplace");
  const { t: tAccount } = useTranslation("account");
  const { data: session } = useGetSessionQuery();
  const { factors, passed, giveUp } = useHurdle(session);
  const [userName, setUserName] = useState("");
  const [forgotten, setForgotten] = useState(false);
  const entered = (info: SessionInfo) => {
    if (passed(info)) onSignedIn(info);
  };
  if (factors) {
    return (
      <AuthLayout brand={brand} title={tAccount("secondStepTitle")}>
        <SecondStep factors={factors} passkeyHost={session?.passkey_host} onEntered={entered} onBack={giveUp} />
      </AuthLayout>
    );
  }
  if (forgotten) {
    return (
      <AuthLayout brand={brand} title={tAccount("forgot.title")}>
        <ForgotPassword
          app="workplace"
          userName={userName}
          onBack={() => {
            setForgotten(false);
          }}
        />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout brand={brand} title={t("signInTitle")} text={ended ? t("signInAgain") : undefined}>
      <ProviderButtons onSignedIn={entered}>
      <Stack spacing={4}>
        <PasswordForm userName={userName} onUserName={setUserName} onEntered={entered} />
        <PasskeyButton host={session?.passkey_host} onEntered={entered} />
        {session?.mail && (
          <Link
            component="button"
            type="button"
            variant="body2"
            onClick={() => {
              setForgotten(true);
            }}
            sx={{ alignSelf: "start" }}
          >
            {tAccount("forgotLink")}
          </Link>
        )}
      </Stack>
      </ProviderButtons>
    </AuthLayout>
  );
}

interface PasswordFormProps {
  userName: string;
  onUserName: (name: string) => void;
  onEntered: (session: SessionInfo) => void;
}

function PasswordForm({ userName, onUserName, onEntered }: PasswordFormProps) {
  const { t } = useTranslation("workplace");
  const { t: tRuntime } = useTranslation("runtime");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const missing = (value: string) => ({ error: tried && value === "", helperText: tried && value === "" ? tRuntime("rules.required") : undefined });
  const [signIn, { isLoading, error }] = useSignInMutation();
  const problem = isProblem(error) ? error : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (userName === "" || password === "") return;
    const { data } = await signIn({ signIn: { user_name: userName, password } });
    if (data) onEntered(data);
  };
  return (
    <Stack component="form" spacing={4} onSubmit={submit} noValidate>
      {problem && (
        <Notice tone="error" traceId={problem.status >= 500 ? problem.trace_id : undefined}>
          {problem.status === 401 ? t("signInFailed") : problemText(problem, tRuntime)}
        </Notice>
      )}
      <TextField
        {...missing(userName)}
        label={t("userName")}
        name="username"
        autoComplete="username"
        inputRef={focusOnMount}
        value={userName}
        onChange={(event) => {
          onUserName(event.target.value);
        }}
        slotProps={{ htmlInput: { autoCapitalize: "none", spellCheck: false } }}
      />
      <PasswordField
        {...missing(password)}
        label={t("password")}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
      />
      <Button type="submit" variant="contained" loading={isLoading}>
        {t("signIn")}
      </Button>
    </Stack>
  );
}

import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { isProblem, type SessionInfo } from "@aqtra/api";
import { useSignInMutation } from "@aqtra/api/client";
import { problemText } from "@aqtra/runtime";
import { focusOnMount, Notice } from "@aqtra/ui";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { AuthLayout } from "./auth-layout";
import { PasswordField } from "./password-field";
import { ProviderButtons } from "./provider-buttons";

interface SignInProps {
  brand: string;
  ended: boolean;
  onSignedIn: (session: SessionInfo) => void;
}

export function SignIn({ brand, ended, onSignedIn }: SignInProps) {
  const { t } = useTranslation("workplace");
  const { t: tRuntime } = useTranslation("runtime");
  const [userName, setUserName] = useState("");
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
    if (data) onSignedIn(data);
  };
  return (
    <AuthLayout brand={brand} title={t("signInTitle")} text={ended ? t("signInAgain") : undefined}>
      <ProviderButtons onSignedIn={onSignedIn}>
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
            setUserName(event.target.value);
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
      </ProviderButtons>
    </AuthLayout>
  );
}

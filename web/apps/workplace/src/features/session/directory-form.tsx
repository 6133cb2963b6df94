import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { isProblem, type OfferedProvider, type SessionInfo } from "@aqtra/api";
import { useSignInToDirectoryMutation } from "@aqtra/api/client";
import { problemText } from "@aqtra/runtime";
import { focusOnMount, Notice } from "@aqtra/ui";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { PasswordField } from "./password-field";

interface DirectoryFormProps {
  provider: OfferedProvider;
  onSignedIn: (session: SessionInfo) => void;
  onBack: () => void;
}

/** User name and password as a directory knows them. */
export function DirectoryForm({ provider, onSignedIn, onBack }: DirectoryFormProps) {
  const { t } = useTranslation("workplace");
  const { t: tRuntime } = useTranslation("runtime");
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const [signIn, { isLoading, error }] = useSignInToDirectoryMutation();
  const problem = isProblem(error) ? error : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (userName === "" || password === "") return;
    const { data } = await signIn({ provider: provider.id, directorySignIn: { user_name: userName.trim(), password } });
    if (data) onSignedIn(data);
    else setPassword("");
  };
  return (
    <Stack component="form" spacing={4} onSubmit={submit} noValidate>
      <Typography variant="h4" component="h2" sx={{ overflowWrap: "anywhere" }}>
        {t("providers.with", { title: provider.title })}
      </Typography>
      {problem && (
        <Notice tone="error" traceId={problem.status >= 500 ? problem.trace_id : undefined}>
          {problem.code === "wrong_credentials" ? t("signInFailed") : problemText(problem, tRuntime)}
        </Notice>
      )}
      <TextField
        label={t("userName")}
        name="username"
        autoComplete="username"
        inputRef={focusOnMount}
        value={userName}
        onChange={(event) => {
          setUserName(event.target.value);
        }}
        slotProps={{ htmlInput: { autoCapitalize: "none", spellCheck: false, maxLength: 200 } }}
      />
      <PasswordField
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
      <Button variant="text" onClick={onBack}>
        {t("providers.back")}
      </Button>
    </Stack>
  );
}

import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import type { OfferedProvider, SessionInfo } from "@aqtra/api";
import { useSignInToDirectoryMutation } from "@aqtra/api/client";
import { focusOnMount, Notice } from "@aqtra/ui";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNote } from "../problem-note";
import { asProblem } from "../use-passkey";

interface DirectoryFormProps {
  provider: OfferedProvider;
  onSignedIn: (session: SessionInfo) => void;
  onBack: () => void;
}

/** User name and password as a directory knows them. What was typed survives a failure, but for the password. */
export function DirectoryForm({ provider, onSignedIn, onBack }: DirectoryFormProps) {
  const { t } = useTranslation("account");
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const [signIn, { isLoading, error }] = useSignInToDirectoryMutation();
  const isWrong = error !== undefined && asProblem(error).code === "wrong_credentials";
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (userName.trim() === "" || password === "") return;
    const { data } = await signIn({ provider: provider.id, directorySignIn: { user_name: userName.trim(), password } });
    if (data) onSignedIn(data);
    else setPassword("");
  };
  return (
    <Box component="form" onSubmit={(event) => void submit(event)} noValidate sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 4 }}>
      <Typography variant="h4" component="h2" sx={{ overflowWrap: "anywhere" }}>
        {t("providers.with", { title: provider.title })}
      </Typography>
      {isWrong ? <Notice tone="error">{t("providers.wrong")}</Notice> : <ProblemNote error={error} />}
      <TextField
        id="directory-user"
        label={t("providers.userName")}
        autoComplete="username"
        inputRef={focusOnMount}
        required
        value={userName}
        onChange={(event) => setUserName(event.target.value)}
        slotProps={{ htmlInput: { autoCapitalize: "none", spellCheck: false, maxLength: 200 } }}
      />
      <TextField
        id="directory-password"
        type="password"
        label={t("password")}
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" variant="contained" loading={isLoading}>
        {t("step.go")}
      </Button>
      <Button variant="text" onClick={onBack}>
        {t("providers.back")}
      </Button>
    </Box>
  );
}

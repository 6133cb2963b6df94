import { Notice } from "@aqtra/ui";
import { Box, Button, TextField, Typography } from "@mui/material";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { useSignInToDirectoryMutation } from "../../shared/api";
import type { OfferedProvider } from "../../shared/api";
import { focusOnMount } from "../../shared/focus";
import { ProblemNotice } from "../../shared/problems";
import { toProblem } from "../../shared/to-problem";

/** User name and password as a directory knows them. */
export function DirectoryForm({ provider, onBack }: { provider: OfferedProvider; onBack: () => void }) {
  const { t } = useTranslation("session");
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const [signIn, { isLoading, error }] = useSignInToDirectoryMutation();

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { user_name: userName.trim(), password };
    const result = await signIn({ provider: provider.id, directorySignIn: body });
    if (result.error) setPassword("");
  };
  const wrong = error && toProblem(error).code === "wrong_credentials";
  return (
    <Box component="form" onSubmit={(event) => void submit(event)} sx={{ display: "grid", gap: 4 }}>
      <Typography variant="h4" component="h2" sx={{ overflowWrap: "anywhere" }}>
        {t("providers.with", { title: provider.title })}
      </Typography>
      {error && (wrong ? <Notice tone="error">{t("wrong")}</Notice> : <ProblemNotice error={error} />)}
      <TextField
        label={t("userName")}
        id="directory-user"
        autoComplete="username"
        inputRef={focusOnMount}
        required
        value={userName}
        onChange={(event) => setUserName(event.target.value)}
        slotProps={{ htmlInput: { autoCapitalize: "none", spellCheck: false, maxLength: 200 } }}
      />
      <TextField
        label={t("password")}
        id="directory-password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" variant="contained" loading={isLoading}>
        {t("signIn")}
      </Button>
      <Button variant="text" onClick={onBack}>
        {t("providers.back")}
      </Button>
    </Box>
  );
}

import { Notice } from "@aqtra/ui";
import { Box, Button, TextField } from "@mui/material";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { useSignInMutation } from "../../shared/api";
import { focusOnMount } from "../../shared/focus";
import { ProblemNotice } from "../../shared/problems";
import { toProblem } from "../../shared/to-problem";

/** User name and password. What was typed survives a failure, except where it must be typed anew. */
export function CredentialsForm({ userName: known }: { userName?: string }) {
  const { t } = useTranslation("session");
  const [userName, setUserName] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [signIn, { isLoading, error }] = useSignInMutation();

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await signIn({ signIn: { user_name: userName.trim(), password } });
    if (result.error) setPassword("");
    // Another user's screen must not stay open under the new session.
    else if (known !== undefined && result.data.user?.user_name !== known) window.location.reload();
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
        inputRef={known === undefined ? focusOnMount : undefined}
        required
        value={userName}
        onChange={(event) => setUserName(event.target.value)}
        slotProps={{ htmlInput: { autoCapitalize: "none", spellCheck: false } }}
      />
      <TextField
        label={t("password")}
        id="sign-in-password"
        type="password"
        autoComplete="current-password"
        inputRef={known === undefined ? undefined : focusOnMount}
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

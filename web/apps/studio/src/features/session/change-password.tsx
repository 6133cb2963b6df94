import { Box, Button, TextField } from "@mui/material";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { useChangePasswordMutation } from "../../shared/api";
import { focusOnMount } from "../../shared/focus";
import { ProblemNotice } from "../../shared/problems";
import { Entrance } from "./entrance";
import { SignOutButton } from "./sign-out-button";

/** Shown once to a user whose password was set by somebody else. */
export function ChangePassword({ userName }: { userName: string }) {
  const { t } = useTranslation("session");
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [change, { isLoading, error }] = useChangePasswordMutation();
  const differs = again !== "" && next !== again;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (next === again) void change({ changePassword: { current_password: current, new_password: next } });
  };

  return (
    <Entrance title={t("changeTitle")} text={t("changeText")}>
      <Box component="form" onSubmit={submit} sx={{ display: "grid", gap: 4 }}>
        {error && <ProblemNotice error={error} />}
        {/* Lets password managers know whose password changes. */}
        <input type="text" autoComplete="username" value={userName} readOnly hidden />
        <TextField
          id="current-password"
          type="password"
          label={t("currentPassword")}
          autoComplete="current-password"
          required
          inputRef={focusOnMount}
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <TextField
          id="new-password"
          type="password"
          label={t("newPassword")}
          autoComplete="new-password"
          required
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
        <TextField
          id="repeat-password"
          type="password"
          label={t("repeatPassword")}
          autoComplete="new-password"
          required
          value={again}
          error={differs}
          helperText={differs ? t("differs") : undefined}
          onChange={(event) => setAgain(event.target.value)}
        />
        <Button type="submit" variant="contained" loading={isLoading} disabled={differs}>
          {t("change")}
        </Button>
        <SignOutButton />
      </Box>
    </Entrance>
  );
}

import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import { isProblem } from "@aqtra/api";
import { useChangePasswordMutation } from "@aqtra/api/client";
import { problemText } from "@aqtra/runtime";
import { focusOnMount, Notice } from "@aqtra/ui";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { AuthLayout } from "./auth-layout";
import { PasswordField } from "./password-field";

/** Shorter ones are refused by the server as well. */
const MINIMUM_LENGTH = 10;

interface ChangePasswordProps {
  brand: string;
  userName: string;
  onChanged: () => void;
}

/** First sign-in with a password that somebody else chose. */
export function ChangePassword({ brand, userName, onChanged }: ChangePasswordProps) {
  const { t } = useTranslation("workplace");
  const { t: tRuntime } = useTranslation("runtime");
  const [current, setCurrent] = useState("");
  const [chosen, setChosen] = useState("");
  const [repeated, setRepeated] = useState("");
  const [tried, setTried] = useState(false);
  const [change, { isLoading, error }] = useChangePasswordMutation();
  const problem = isProblem(error) ? error : undefined;
  const short = [...chosen].length < MINIMUM_LENGTH;
  const different = chosen !== repeated;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (short || different) return;
    const result = await change({ changePassword: { current_password: current, new_password: chosen } });
    if (!("error" in result)) onChanged();
  };
  return (
    <AuthLayout brand={brand} title={t("passwordTitle")} text={t("passwordText")}>
      <Stack component="form" spacing={4} onSubmit={submit} noValidate>
        {problem && <Notice tone="error">{problem.status === 401 ? t("passwordWrong") : (problem.fields[0]?.message ?? problemText(problem, tRuntime))}</Notice>}
        {/* Lets password managers store the new password under the right name. */}
        <input hidden readOnly name="username" autoComplete="username" value={userName} />
        <PasswordField
          label={t("currentPassword")}
          autoComplete="current-password"
          inputRef={focusOnMount}
          value={current}
          onChange={(event) => {
            setCurrent(event.target.value);
          }}
        />
        <PasswordField
          label={t("newPassword")}
          autoComplete="new-password"
          value={chosen}
          error={tried && short}
          helperText={tried && short ? t("passwordShort", { count: MINIMUM_LENGTH }) : t("passwordRule", { count: MINIMUM_LENGTH })}
          onChange={(event) => {
            setChosen(event.target.value);
          }}
        />
        <PasswordField
          label={t("repeatPassword")}
          autoComplete="new-password"
          value={repeated}
          error={tried && different}
          helperText={tried && different ? t("passwordMismatch") : undefined}
          onChange={(event) => {
            setRepeated(event.target.value);
          }}
        />
        <Button type="submit" variant="contained" loading={isLoading} disabled={current === ""}>
          {t("passwordSave")}
        </Button>
      </Stack>
    </AuthLayout>
  );
}

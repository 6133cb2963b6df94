import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import type { App } from "@aqtra/api";
import { useForgotPasswordMutation } from "@aqtra/api/client";
import { focusOnMount, Notice } from "@aqtra/ui";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNote } from "../problem-note";

interface ForgotPasswordProps {
  /** Where the link in the mail leads. */
  app: App;
  userName?: string;
  onBack: () => void;
}

/** Asks for a link to a new password. The answer is the same whether there is such an account or not. */
export function ForgotPassword({ app, userName = "", onBack }: ForgotPasswordProps) {
  const { t } = useTranslation("account");
  const [name, setName] = useState(userName);
  const [forgot, { isLoading, isSuccess, error }] = useForgotPasswordMutation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void forgot({ forgottenPassword: { name: name.trim(), app } });
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: "grid", gap: 4 }}>
      <Typography variant="body2" color="textSecondary">
        {t("forgot.text")}
      </Typography>
      <ProblemNote error={error} />
      {isSuccess ? (
        <Notice tone="success">{t("forgot.sent")}</Notice>
      ) : (
        <>
          <TextField
            id="forgotten-name"
            label={t("forgot.name")}
            autoComplete="username"
            required
            inputRef={focusOnMount}
            value={name}
            onChange={(event) => setName(event.target.value)}
            slotProps={{ htmlInput: { autoCapitalize: "none", spellCheck: false, maxLength: 254 } }}
          />
          <Button type="submit" variant="contained" loading={isLoading} disabled={name.trim() === ""}>
            {t("forgot.send")}
          </Button>
        </>
      )}
      <Link component="button" type="button" variant="body2" onClick={onBack} sx={{ justifySelf: "start" }}>
        {t("backToSignIn")}
      </Link>
    </Box>
  );
}

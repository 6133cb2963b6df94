import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import type { App, OwnAccountInfo } from "@aqtra/api";
import { useChangeEmailMutation } from "@aqtra/api/client";
import { Notice } from "@aqtra/ui";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNote } from "../problem-note";
import { Section } from "./section";
import type { Guarded } from "./use-proof";

interface EmailSectionProps {
  account: OwnAccountInfo;
  app: App;
  guarded: Guarded;
}

/** The address that links and codes go to; a new one counts once its link was opened. */
export function EmailSection({ account, app, guarded }: EmailSectionProps) {
  const { t } = useTranslation("account");
  const [typed, setTyped] = useState("");
  const [change, { isLoading, error }] = useChangeEmailMutation();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await guarded(() => change({ newEmail: { email: typed.trim(), app } }));
    if (!result.error) setTyped("");
  };
  return (
    <Section title={t("email.title")} text={t("email.text")}>
      <Typography sx={{ overflowWrap: "anywhere" }}>{account.email ?? t("email.none")}</Typography>
      {account.waiting_email && <Notice tone="info">{t("email.waiting", { email: account.waiting_email })}</Notice>}
      {account.mail ? (
        <Box component="form" onSubmit={(event) => void submit(event)} sx={{ display: "grid", gap: 4, maxWidth: 380 }}>
          <ProblemNote error={error} />
          <TextField id="account-email" type="email" label={t("email.new")} autoComplete="email" required value={typed} onChange={(event) => setTyped(event.target.value)} slotProps={{ htmlInput: { maxLength: 254 } }} />
          <Button type="submit" loading={isLoading} disabled={typed.trim() === ""} sx={{ justifySelf: "start" }}>
            {t("email.send")}
          </Button>
        </Box>
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t("email.noMail")}
        </Typography>
      )}
    </Section>
  );
}

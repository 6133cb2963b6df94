import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useChangePasswordMutation } from "@aqtra/api/client";
import { Notice } from "@aqtra/ui";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { NewPasswordFields } from "../new-password-fields";
import { ProblemNote } from "../problem-note";
import { Section } from "./section";

export function PasswordSection({ userName }: { userName: string }) {
  const { t } = useTranslation("account");
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  return (
    <Section title={t("password")} text={t("passwordSection.text")}>
      {done && <Notice tone="success">{t("passwordSection.done")}</Notice>}
      {open ? (
        <PasswordForm
          userName={userName}
          onClose={(changed) => {
            setOpen(false);
            setDone(changed);
          }}
        />
      ) : (
        <Button
          sx={{ justifySelf: "start" }}
          onClick={() => {
            setOpen(true);
            setDone(false);
          }}
        >
          {t("passwordSection.change")}
        </Button>
      )}
    </Section>
  );
}

function PasswordForm({ userName, onClose }: { userName: string; onClose: (changed: boolean) => void }) {
  const { t } = useTranslation("account");
  const [current, setCurrent] = useState("");
  const [chosen, setChosen] = useState("");
  const [fits, setFits] = useState(false);
  const [change, { isLoading, error }] = useChangePasswordMutation();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await change({ changePassword: { current_password: current, new_password: chosen } });
    if (!result.error) onClose(true);
  };
  return (
    <Box component="form" onSubmit={(event) => void submit(event)} sx={{ display: "grid", gap: 4, maxWidth: 380 }}>
      <ProblemNote error={error} />
      <input type="text" autoComplete="username" value={userName} readOnly hidden />
      <TextField id="account-current-password" type="password" label={t("currentPassword")} autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.target.value)} />
      <NewPasswordFields
        focus={false}
        onChange={(password, isFit) => {
          setChosen(password);
          setFits(isFit);
        }}
      />
      <Box sx={{ display: "flex", gap: 2 }}>
        <Button type="submit" variant="contained" loading={isLoading} disabled={!fits || current === ""}>
          {t("passwordSection.change")}
        </Button>
        <Button onClick={() => onClose(false)}>{t("cancel")}</Button>
      </Box>
    </Box>
  );
}

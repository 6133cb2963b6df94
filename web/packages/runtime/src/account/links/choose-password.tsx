import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useResetPasswordMutation } from "@aqtra/api/client";
import { Notice } from "@aqtra/ui";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { NewPasswordFields } from "../new-password-fields";
import { ProblemNote } from "../problem-note";

/** A new password by a link. Every session ends, so signing in comes next. */
export function ChoosePassword({ token, home }: { token: string; home: string }) {
  const { t } = useTranslation("account");
  const [chosen, setChosen] = useState("");
  const [fits, setFits] = useState(false);
  const [reset, { isLoading, isSuccess, error }] = useResetPasswordMutation();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits) void reset({ resetPassword: { token, new_password: chosen } });
  };
  if (isSuccess) {
    return (
      <Box sx={{ display: "grid", gap: 4 }}>
        <Notice tone="success">{t("reset.done")}</Notice>
        <Button variant="contained" href={home}>
          {t("goToSignIn")}
        </Button>
      </Box>
    );
  }
  return (
    <Box component="form" onSubmit={submit} sx={{ display: "grid", gap: 4 }}>
      <ProblemNote error={error} />
      <NewPasswordFields
        onChange={(password, isFit) => {
          setChosen(password);
          setFits(isFit);
        }}
      />
      <Button type="submit" variant="contained" loading={isLoading} disabled={!fits}>
        {t("reset.save")}
      </Button>
    </Box>
  );
}

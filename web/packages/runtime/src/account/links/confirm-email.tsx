import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useConfirmEmailMutation } from "@aqtra/api/client";
import { focusOnMount, Notice } from "@aqtra/ui";
import { useTranslation } from "react-i18next";

import { ProblemNote } from "../problem-note";

/** Confirms an address. By a button: programs that open links in mails to look at them confirm nothing. */
export function ConfirmEmail({ token, home }: { token: string; home: string }) {
  const { t } = useTranslation("account");
  const [confirm, { isLoading, isSuccess, error }] = useConfirmEmailMutation();
  return (
    <Box sx={{ display: "grid", gap: 4 }}>
      <ProblemNote error={error} />
      {isSuccess && <Notice tone="success">{t("confirm.done")}</Notice>}
      {isSuccess || error ? (
        <Button variant="contained" href={home}>
          {t("confirm.goOn")}
        </Button>
      ) : (
        <Button ref={focusOnMount} variant="contained" loading={isLoading} onClick={() => void confirm({ confirmEmail: { token } })}>
          {t("confirm.button")}
        </Button>
      )}
    </Box>
  );
}

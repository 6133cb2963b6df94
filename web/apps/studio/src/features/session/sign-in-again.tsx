import { Dialog, DialogContent, DialogContentText, DialogTitle } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { SessionUser } from "../../shared/api";
import { CredentialsForm } from "./credentials-form";

/** The session ended while somebody was working: sign in over the open screen and go on. */
export function SignInAgain({ user }: { user: SessionUser }) {
  const { t } = useTranslation("session");
  return (
    <Dialog open maxWidth="xs" fullWidth aria-labelledby="sign-in-again">
      <DialogTitle id="sign-in-again">{t("endedTitle")}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 4, pb: 6 }}>
        <DialogContentText variant="body2">{t("endedText")}</DialogContentText>
        <CredentialsForm userName={user.user_name} />
      </DialogContent>
    </Dialog>
  );
}

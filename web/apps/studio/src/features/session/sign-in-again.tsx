import { Dialog, DialogContent, DialogContentText, DialogTitle } from "@mui/material";
import { ProviderButtons } from "@aqtra/runtime/account";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";

import { sessionResumed } from "../../shared/api";
import type { SessionInfo, SessionUser } from "../../shared/api";
import { CredentialsForm } from "./credentials-form";

/** The session ended while somebody was working: sign in over the open screen and go on. */
export function SignInAgain({ user }: { user: SessionUser }) {
  const { t } = useTranslation("session");
  const dispatch = useDispatch();
  const resumed = (session: SessionInfo): void => {
    // Another user's screen must not stay open under the new session.
    if (session.user?.user_name !== user.user_name) window.location.reload();
    else dispatch(sessionResumed());
  };
  return (
    <Dialog open maxWidth="xs" fullWidth aria-labelledby="sign-in-again">
      <DialogTitle id="sign-in-again">{t("endedTitle")}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 4, pb: 6 }}>
        <DialogContentText variant="body2">{t("endedText")}</DialogContentText>
        <ProviderButtons keepsForm beside onSignedIn={resumed}>
          <CredentialsForm userName={user.user_name} />
        </ProviderButtons>
      </DialogContent>
    </Dialog>
  );
}

import { Box, Button } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { SessionUser } from "../../shared/api";
import { Entrance } from "./entrance";
import { SignOutButton } from "./sign-out-button";

/** Signed in, but not a builder. */
export function NoAccess({ user }: { user: SessionUser }) {
  const { t } = useTranslation("session");
  return (
    <Entrance title={t("noAccessTitle")} text={t("noAccessText", { name: user.display_name || user.user_name })}>
      <Box sx={{ display: "grid", gap: 2 }}>
        <Button variant="contained" href="/">
          {t("openWorkplace")}
        </Button>
        <SignOutButton />
      </Box>
    </Entrance>
  );
}

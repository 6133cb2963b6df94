import { Button } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useSignOutMutation } from "../../shared/api";

export function SignOutButton() {
  const { t } = useTranslation("session");
  const [signOut] = useSignOutMutation();
  return (
    <Button variant="text" onClick={() => void signOut({ app: "studio" })}>
      {t("signOut")}
    </Button>
  );
}

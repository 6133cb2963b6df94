import { useTranslation } from "react-i18next";

import { CredentialsForm } from "./credentials-form";
import { Entrance } from "./entrance";

export function SignIn() {
  const { t } = useTranslation("session");
  return (
    <Entrance title={t("signIn")} text={t("signInText")}>
      <CredentialsForm />
    </Entrance>
  );
}

import { useTranslation } from "react-i18next";

import { CredentialsForm } from "./credentials-form";
import { Entrance } from "./entrance";
import { ProviderButtons } from "./provider-buttons";

export function SignIn() {
  const { t } = useTranslation("session");
  return (
    <Entrance title={t("signIn")} text={t("signInText")}>
      <ProviderButtons>
        <CredentialsForm />
      </ProviderButtons>
    </Entrance>
  );
}

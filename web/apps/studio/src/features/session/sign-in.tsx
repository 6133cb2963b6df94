import { ProviderButtons } from "@aqtra/runtime/account";
import { useTranslation } from "react-i18next";

import { CredentialsForm } from "./credentials-form";
import { Entrance } from "./entrance";

/** The session itself tells the gate. */
const NOTHING = (): void => undefined;

export function SignIn() {
  const { t } = useTranslation("session");
  return (
    <Entrance title={t("signIn")} text={t("signInText")}>
      <ProviderButtons keepsForm onSignedIn={NOTHING}>
        <CredentialsForm />
      </ProviderButtons>
    </Entrance>
  );
}

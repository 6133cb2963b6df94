import { SecondFactorNeeded } from "@aqtra/runtime/account";
import { useTranslation } from "react-i18next";

import { AuthLayout } from "./auth-layout";

/** The installation asks for a second factor, and this account has none yet. */
export function SetUpFactor({ brand, onDone }: { brand: string; onDone: () => void }) {
  const { t } = useTranslation("account");
  return (
    <AuthLayout brand={brand} title={t("setUpTitle")} text={t("setUpText")}>
      <SecondFactorNeeded app="workplace" onDone={onDone} />
    </AuthLayout>
  );
}

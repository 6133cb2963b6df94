import { SecurityScreen } from "@aqtra/runtime/account";
import { useTranslation } from "react-i18next";

import { Page } from "../../shared/page";
import { Breadcrumbs } from "../../shared/top-bar";

/** One's own account: how it is entered. */
export function AccountScreen() {
  const { t } = useTranslation("account");
  return (
    <Page>
      <Breadcrumbs items={[{ label: t("title") }]} />
      <SecurityScreen app="studio" titled={false} />
    </Page>
  );
}

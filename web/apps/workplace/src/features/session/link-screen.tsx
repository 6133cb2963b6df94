import { useGetWorkplaceQuery } from "@aqtra/api/client";
import { AccountLink, type LinkPurpose } from "@aqtra/runtime/account";
import { useTranslation } from "react-i18next";

import { AuthLayout } from "./auth-layout";

/** What a link from a mail opens. */
export function LinkScreen({ link }: { link: LinkPurpose }) {
  const { t } = useTranslation("account");
  const { t: tWorkplace } = useTranslation("workplace");
  const { data } = useGetWorkplaceQuery();
  const brand = data?.domain.title || data?.domain.name || tWorkplace("appName");
  return (
    <AuthLayout brand={brand} title={t(link.purpose === "password" ? "reset.title" : "confirm.title")}>
      <AccountLink link={link} home="/" />
    </AuthLayout>
  );
}

import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";

import { useGetSessionQuery } from "../../shared/api";
import { Page } from "../../shared/page";
import { NoPermission } from "../../shared/problems";
import { Breadcrumbs } from "../../shared/top-bar";
import type { Crumb } from "../../shared/top-bar";

/** A screen of Access: for administrators. */
export function AccessPage({ crumbs, width, children }: PropsWithChildren<{ crumbs: Crumb[]; width?: number }>) {
  const { t } = useTranslation("access");
  const { data: session } = useGetSessionQuery(undefined);
  return (
    <Page width={width}>
      <Breadcrumbs items={[{ label: t("title") }, ...crumbs]} />
      {session && !session.rights.includes("administer") ? <NoPermission /> : children}
    </Page>
  );
}

import type { PropsWithChildren } from "react";

import { useGetSessionQuery } from "../../shared/api";
import { Page } from "../../shared/page";
import { NoPermission } from "../../shared/problems";
import { Breadcrumbs } from "../../shared/top-bar";
import type { Crumb } from "../../shared/top-bar";

/** A screen of Access: for administrators. */
export function AccessPage({ crumbs, width, children }: PropsWithChildren<{ crumbs: Crumb[]; width?: number }>) {
  const { data: session } = useGetSessionQuery(undefined);
  return (
    <Page width={width}>
      <Breadcrumbs items={crumbs} />
      {session && !session.rights.includes("administer") ? <NoPermission /> : children}
    </Page>
  );
}

import Button from "@mui/material/Button";
import type { OpenMenuItem } from "@aqtra/api";
import { useGetSessionQuery, useGetWorkplaceQuery } from "@aqtra/api/client";
import { problemOf } from "@aqtra/runtime";
import { EmptyState, SkeletonForm } from "@aqtra/ui";
import { LayoutDashboard } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";
import { Navigate } from "react-router";

import { addressOf } from "../../shared/address";
import { signInNeeded } from "../../shared/session";
import { ProblemScreen } from "./problem-screen";

const STUDIO_RIGHT = "studio";

/** Default component of the domain, else the first menu item, else what could be done. */
export function StartScreen() {
  const { t } = useTranslation("workplace");
  const dispatch = useDispatch();
  const { data, error, isError, refetch } = useGetWorkplaceQuery();
  const session = useGetSessionQuery();
  const target = data && startOf(data.domain.settings.default_component, data.domain.settings.default_page, data.menu);
  const nothingForVisitors = data !== undefined && target === undefined && data.user === null;
  useEffect(() => {
    if (nothingForVisitors) dispatch(signInNeeded());
  }, [nothingForVisitors, dispatch]);

  if (isError) return <ProblemScreen problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (!data || nothingForVisitors) return <SkeletonForm />;
  if (target) return <Navigate to={target} replace />;
  const builds = session.data?.rights.includes(STUDIO_RIGHT);
  return (
    <EmptyState
      icon={LayoutDashboard}
      title={t("emptyTitle")}
      text={t("emptyText")}
      action={
        builds ? (
          <Button variant="contained" href="/studio/">
            {t("openStudio")}
          </Button>
        ) : undefined
      }
    />
  );
}

function startOf(component: string | null | undefined, page: string | null | undefined, menu: readonly OpenMenuItem[]): string | undefined {
  if (component) return addressOf({ component, page });
  const first = firstOpenable(menu);
  return first?.component ? addressOf({ component: first.component, page: first.page }) : undefined;
}

function firstOpenable(items: readonly OpenMenuItem[]): OpenMenuItem | undefined {
  for (const item of items) {
    const found = item.component ? item : firstOpenable(item.children ?? []);
    if (found) return found;
  }
  return undefined;
}

import { EmptyState, SkeletonForm } from "@aqtra/ui";
import { Bot } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { Page } from "../../shared/page";
import { ProblemState } from "../../shared/problems";
import { Breadcrumbs } from "../../shared/top-bar";
import { AccountForm } from "./account-form";
import { useServiceAccounts } from "./api";
import { ServiceTokens } from "./service-tokens";
import { nameOf } from "./use-activation";

/** One service account: what it is, what it may do, and its tokens. */
export function ServiceAccountScreen() {
  const { t } = useTranslation("service-accounts");
  const { id = "" } = useParams();
  const { data, error, refetch } = useServiceAccounts();
  const account = data?.accounts.find((found) => String(found.id) === id);
  const label = account ? nameOf(account) : id;
  return (
    <Page width={960}>
      <Breadcrumbs items={[{ label: t("title"), to: "/access/service-accounts" }, { label }]} />
      {account && data ? (
        <>
          <AccountForm key={`${account.id}:${account.display_name}:${account.roles.join()}`} account={account} roles={data.roles} />
          <ServiceTokens account={account} />
        </>
      ) : data ? (
        <EmptyState icon={Bot} title={t("gone.title")} text={t("gone.text")} />
      ) : error ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonForm fields={3} />
      )}
    </Page>
  );
}

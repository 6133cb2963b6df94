import { SkeletonForm } from "@aqtra/ui";
import { useTranslation } from "react-i18next";

import { useGetSessionQuery } from "../../shared/api";
import { Page } from "../../shared/page";
import { NoPermission, ProblemState } from "../../shared/problems";
import { Breadcrumbs } from "../../shared/top-bar";
import { useGetSmtpSettingsQuery } from "./api";
import { Deliveries } from "./deliveries";
import { ServerForm } from "./server-form";
import { TestMail } from "./test-mail";

/** The server that mail goes through, a mail to try it, and what became of the mails of flows. */
export function SmtpScreen() {
  const { t } = useTranslation("smtp");
  const { data: session } = useGetSessionQuery(undefined);
  const allowed = session === undefined || session.rights.includes("administer");
  return (
    <Page width={880}>
      <Breadcrumbs items={[{ label: t("title") }]} />
      {allowed ? <Settings /> : <NoPermission />}
    </Page>
  );
}

function Settings() {
  const { data, error, refetch } = useGetSmtpSettingsQuery(undefined);
  if (!data) return error ? <ProblemState error={error} onRetry={() => void refetch()} /> : <SkeletonForm fields={5} />;
  return (
    <>
      <ServerForm key={JSON.stringify(data.server)} settings={data} />
      {data.server && <TestMail />}
      <Deliveries />
    </>
  );
}

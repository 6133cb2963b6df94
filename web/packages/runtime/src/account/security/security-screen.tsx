import Box from "@mui/material/Box";
import type { App, OwnAccountInfo } from "@aqtra/api";
import { useGetAccountQuery } from "@aqtra/api/client";
import { ErrorState, PageHeader, SkeletonForm } from "@aqtra/ui";
import { useTranslation } from "react-i18next";

import { asProblem } from "../use-passkey";
import { EmailSection } from "./email-section";
import { FactorsSection } from "./factors-section";
import { PasswordSection } from "./password-section";
import { SessionsSection } from "./sessions-section";
import { useProof } from "./use-proof";

interface SecurityScreenProps {
  app: App;
  /** Studio shows the title of a screen in its bar. */
  titled?: boolean;
}

/** How one's own account is entered, and from where it is. */
export function SecurityScreen({ app, titled = true }: SecurityScreenProps) {
  const { t } = useTranslation("account");
  const { data: account, error, refetch } = useGetAccountQuery();
  return (
    <Box sx={{ width: "100%", maxWidth: 920 }}>
      {titled && <PageHeader title={t("title")} text={account && t("signedInAs", { name: account.user_name })} />}
      {account ? (
        <Sections account={account} app={app} />
      ) : error ? (
        <ErrorState traceId={asProblem(error).trace_id} onRetry={() => void refetch()} />
      ) : (
        <SkeletonForm />
      )}
    </Box>
  );
}

function Sections({ account, app }: { account: OwnAccountInfo; app: App }) {
  const { guarded, dialog } = useProof(account);
  return (
    <>
      {account.has_password && <PasswordSection userName={account.user_name} />}
      <FactorsSection account={account} guarded={guarded} />
      <EmailSection account={account} app={app} guarded={guarded} />
      <SessionsSection />
      {dialog}
    </>
  );
}

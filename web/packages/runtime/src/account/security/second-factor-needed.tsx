import Box from "@mui/material/Box";
import type { App, OwnAccountInfo } from "@aqtra/api";
import { useGetAccountQuery } from "@aqtra/api/client";
import { ErrorState, SkeletonRows } from "@aqtra/ui";

import { asProblem } from "../use-passkey";
import { EmailSection } from "./email-section";
import { Factors } from "./factors-section";
import { useProof } from "./use-proof";

interface SecondFactorNeededProps {
  app: App;
  /** A factor was added and its recovery codes put away. */
  onDone: () => void;
}

/** The installation demands a second factor, and this account has none yet. */
export function SecondFactorNeeded({ app, onDone }: SecondFactorNeededProps) {
  const { data: account, error, refetch } = useGetAccountQuery();
  if (account) return <Choices account={account} app={app} onDone={onDone} />;
  return error ? <ErrorState compact traceId={asProblem(error).trace_id} onRetry={() => void refetch()} /> : <SkeletonRows rows={3} />;
}

function Choices({ account, app, onDone }: { account: OwnAccountInfo } & SecondFactorNeededProps) {
  const { guarded, dialog } = useProof(account);
  return (
    <Box sx={{ display: "grid", gap: 4 }}>
      <Factors account={account} guarded={guarded} onAdded={onDone} />
      {account.mail && account.email === null && <EmailSection account={account} app={app} guarded={guarded} />}
      {dialog}
    </Box>
  );
}

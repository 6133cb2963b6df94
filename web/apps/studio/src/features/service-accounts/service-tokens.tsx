import { EmptyState } from "@aqtra/ui";
import { Box, Button, Typography } from "@mui/material";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNotice, ProblemState } from "../../shared/problems";
import { NewTokenDialog } from "../tokens/new-token-dialog";
import { TokenTable } from "../tokens/token-table";
import { useCreateServiceTokenMutation, useRevokeServiceTokenMutation, useServiceTokens } from "./api";
import type { ServiceAccount } from "./api";

/** The server knows which of them the roles of the account have, and says so. */
const ALL_RIGHTS = ["studio", "administer"];

export function ServiceTokens({ account }: { account: ServiceAccount }) {
  const { t } = useTranslation("service-accounts");
  const accountId = account.id;
  const { data, error, refetch, isLoading } = useServiceTokens(accountId);
  const [create] = useCreateServiceTokenMutation();
  const [revoke, { error: refused, reset }] = useRevokeServiceTokenMutation();
  const [adding, setAdding] = useState(false);
  const addButton = (
    <Button variant="outlined" startIcon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t("tokens.add")}
    </Button>
  );
  return (
    <Box component="section" aria-labelledby="service-tokens" sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 4 }}>
      <Box sx={{ display: "flex", alignItems: "center", justifyContent: "space-between", gap: 4 }}>
        <Typography id="service-tokens" variant="h3" component="h2">
          {t("tokens.title")}
        </Typography>
        {data && data.length > 0 && addButton}
      </Box>
      {refused && <ProblemNotice error={refused} onClose={reset} />}
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} compact />
      ) : (
        <TokenTable
          label={t("tokens.title")}
          tokens={data}
          loading={isLoading}
          onRevoke={(token) => void revoke({ accountId, tokenId: token.id })}
          empty={<EmptyState icon={KeyRound} compact title={t("tokens.emptyTitle")} text={t("tokens.emptyText")} action={addButton} />}
        />
      )}
      {adding && (
        <NewTokenDialog rights={ALL_RIGHTS} mayLast onCreate={(tokenOrder) => create({ accountId, tokenOrder })} onClose={() => setAdding(false)} />
      )}
    </Box>
  );
}

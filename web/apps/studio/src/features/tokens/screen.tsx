import { EmptyState } from "@aqtra/ui";
import { Button, Typography } from "@mui/material";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useGetSessionQuery } from "../../shared/api";
import { Page } from "../../shared/page";
import { ProblemNotice, ProblemState } from "../../shared/problems";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import { useCreateTokenMutation, useRevokeTokenMutation, useTokens } from "./api";
import { NewTokenDialog } from "./new-token-dialog";
import { TokenTable } from "./token-table";

/** The API tokens of whoever is signed in. */
export function TokensScreen() {
  const { t } = useTranslation("tokens");
  const { data, error, refetch, isLoading } = useTokens();
  const { data: session } = useGetSessionQuery(undefined);
  const [create] = useCreateTokenMutation();
  const [revoke, { error: refused, reset }] = useRevokeTokenMutation();
  const [adding, setAdding] = useState(false);

  const addButton = (
    <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <Page>
      <Breadcrumbs items={[{ label: t("title") }]} />
      <PageActions>{addButton}</PageActions>
      <Typography variant="body2" color="textSecondary" sx={{ maxWidth: "72ch" }}>
        {t("about")}
      </Typography>
      {refused && <ProblemNotice error={refused} onClose={reset} />}
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <TokenTable
          label={t("title")}
          tokens={data}
          loading={isLoading}
          onRevoke={(token) => void revoke({ tokenId: token.id })}
          empty={<EmptyState icon={KeyRound} title={t("empty.title")} text={t("empty.text")} action={addButton} />}
        />
      )}
      {adding && (
        <NewTokenDialog rights={session?.rights ?? []} onCreate={(tokenOrder) => create({ tokenOrder })} onClose={() => setAdding(false)} />
      )}
    </Page>
  );
}

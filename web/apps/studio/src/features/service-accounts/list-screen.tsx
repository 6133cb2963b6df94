import { EmptyState } from "@aqtra/ui";
import { Button } from "@mui/material";
import { Bot, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { Page } from "../../shared/page";
import { ProblemNotice, ProblemState } from "../../shared/problems";
import { DataTable } from "../../shared/table";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import { AddAccount } from "./add-account";
import { useServiceAccounts } from "./api";
import type { ServiceAccount } from "./api";
import { useColumns } from "./columns";
import { useActivation } from "./use-activation";

const NONE: ServiceAccount[] = [];

/** Programs that have roles of their own. */
export function ServiceAccountsScreen() {
  const { t } = useTranslation("service-accounts");
  const navigate = useNavigate();
  const { data, error, refetch, isLoading } = useServiceAccounts();
  const { actions, error: refused, forget } = useActivation();
  const [adding, setAdding] = useState(false);
  const columns = useColumns();
  const open = (account: ServiceAccount): void => void navigate(`/access/service-accounts/${account.id}`);

  const addButton = (
    <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <Page>
      <Breadcrumbs items={[{ label: t("title") }]} />
      {data && <PageActions>{addButton}</PageActions>}
      {refused && <ProblemNotice error={refused} onClose={forget} />}
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label={t("title")}
          columns={columns}
          rows={data?.accounts ?? NONE}
          rowId={(account) => String(account.id)}
          onOpen={open}
          actions={actions}
          searchLabel={t("search")}
          loading={isLoading}
          empty={<EmptyState icon={Bot} title={t("empty.title")} text={t("empty.text")} action={addButton} />}
        />
      )}
      {adding && (
        <AddAccount
          roles={data?.roles ?? []}
          onClose={() => setAdding(false)}
          onAdded={(account) => {
            setAdding(false);
            open(account);
          }}
        />
      )}
    </Page>
  );
}

import { EmptyState, useToast } from "@aqtra/ui";
import { Button, Typography } from "@mui/material";
import { Ban, KeySquare, Pencil, Plus, Users } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useGetSessionQuery } from "../../shared/api";
import { useConfirm } from "../../shared/confirm";
import { shortDateTime } from "../../shared/format";
import { Page } from "../../shared/page";
import { NoPermission, ProblemNotice, ProblemState } from "../../shared/problems";
import { DataTable } from "../../shared/table";
import type { Column, RowAction } from "../../shared/table";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import { useListProvisioningClientsQuery, useRenewProvisioningTokenMutation, useRevokeProvisioningTokenMutation } from "./api";
import type { Client, NewClient } from "./api";
import { ClientDialog } from "./client-dialog";
import { TokenDialog } from "./token-dialog";

/** Systems that make, change and deactivate accounts by SCIM. */
export function ProvisioningScreen() {
  const { t } = useTranslation("provisioning");
  const { data: session } = useGetSessionQuery(undefined);
  const allowed = session === undefined || session.rights.includes("administer");
  return (
    <Page width={1080}>
      <Breadcrumbs items={[{ label: t("title") }]} />
      {allowed ? <Clients /> : <NoPermission />}
    </Page>
  );
}

function Clients() {
  const { t } = useTranslation("provisioning");
  const { data, error, refetch, isLoading } = useListProvisioningClientsQuery(undefined);
  const [edited, setEdited] = useState<Client | "new" | null>(null);
  const [shown, setShown] = useState<NewClient | null>(null);
  const { actions, error: actionError, forget } = useActions(setEdited, setShown);
  const columns = useColumns();
  if (error && !data) return <ProblemState error={error} onRetry={() => void refetch()} />;
  const add = (
    <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} onClick={() => setEdited("new")}>
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageActions>{add}</PageActions>
      {actionError && <ProblemNotice error={actionError} onClose={forget} />}
      <DataTable
        label={t("title")}
        columns={columns}
        rows={(data ?? NONE) as Client[]}
        rowId={(client) => client.id}
        onOpen={setEdited}
        actions={actions}
        searchLabel={t("search")}
        loading={isLoading}
        empty={<EmptyState icon={Users} title={t("empty.title")} text={t("empty.text")} action={add} />}
      />
      {edited && <ClientDialog client={edited === "new" ? null : edited} onClose={() => setEdited(null)} onMade={setShown} />}
      {shown && <TokenDialog client={shown} onClose={() => setShown(null)} />}
    </>
  );
}

const NONE: Client[] = [];

function useColumns(): Column<Client>[] {
  const { t } = useTranslation("provisioning");
  return useMemo(
    () => [
      { id: "title", header: t("columns.title"), value: (row) => row.title, filter: "text" },
      { id: "users", header: t("columns.users"), value: (row) => row.users, align: "right", width: 120 },
      { id: "created", header: t("columns.created"), value: (row) => row.created_at, render: (row) => shortDateTime(row.created_at), width: 160, from: 900 },
      {
        id: "state",
        header: t("columns.state"),
        value: (row) => row.revoked_at === null,
        render: (row) => (
          <Typography variant="body2" component="span" color={row.revoked_at === null ? "success" : "textSecondary"}>
            {t(row.revoked_at === null ? "states.active" : "states.revoked")}
          </Typography>
        ),
        width: 140,
      },
    ],
    [t],
  );
}

function useActions(onEdit: (client: Client) => void, onToken: (client: NewClient) => void) {
  const { t } = useTranslation("provisioning");
  const confirm = useConfirm();
  const toast = useToast();
  const [renew, renewal] = useRenewProvisioningTokenMutation();
  const [revoke, revocation] = useRevokeProvisioningTokenMutation();

  const askToRenew = async ({ id, title }: Client): Promise<void> => {
    if (!(await confirm({ title: t("renew.title", { title }), text: t("renew.text"), action: t("renew.action") }))) return;
    const result = await renew({ client: id });
    if (result.data) onToken(result.data);
  };
  const askToRevoke = async ({ id, title }: Client): Promise<void> => {
    const question = { title: t("revoke.title", { title }), text: t("revoke.text"), action: t("revoke.action"), destructive: true };
    if (!(await confirm(question))) return;
    const result = await revoke({ client: id });
    if (!result.error) toast.show(t("revoke.done", { title }));
  };
  const actions: RowAction<Client>[] = [
    { icon: Pencil, label: () => t("edit"), onRun: onEdit },
    { icon: KeySquare, label: () => t("renew.action"), onRun: (client) => void askToRenew(client) },
    { icon: Ban, label: () => t("revoke.action"), onRun: (client) => void askToRevoke(client), isOffered: (client) => client.revoked_at === null },
  ];
  const forget = (): void => {
    renewal.reset();
    revocation.reset();
  };
  return { actions, error: renewal.error ?? revocation.error, forget };
}

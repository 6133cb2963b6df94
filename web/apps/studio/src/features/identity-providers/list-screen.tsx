import { ActionMenu, EmptyState, useToast } from "@aqtra/ui";
import { Button, Typography } from "@mui/material";
import { KeyRound, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useGetSessionQuery } from "../../shared/api";
import { useConfirm } from "../../shared/confirm";
import { Page } from "../../shared/page";
import { NoPermission, ProblemNotice, ProblemState } from "../../shared/problems";
import { DataTable } from "../../shared/table";
import type { Column } from "../../shared/table";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import { KINDS, useDeleteIdentityProviderMutation, useListIdentityProvidersQuery } from "./api";
import type { Provider } from "./api";

/** Systems through which people sign in. */
export function ProviderListScreen() {
  const { t } = useTranslation("identity-providers");
  const { data: session } = useGetSessionQuery(undefined);
  const allowed = session === undefined || session.rights.includes("administer");
  return (
    <Page width={1080}>
      <Breadcrumbs items={[{ label: t("title") }]} />
      {allowed ? <ProviderList /> : <NoPermission />}
    </Page>
  );
}

function ProviderList() {
  const { t } = useTranslation("identity-providers");
  const navigate = useNavigate();
  const confirm = useConfirm();
  const toast = useToast();
  const { data, error, refetch, isLoading } = useListIdentityProvidersQuery(undefined);
  const [remove, { error: removeError, reset }] = useDeleteIdentityProviderMutation();
  const columns = useColumns();
  const providers = (data ?? NONE) as Provider[];

  const askToDelete = async (provider: Provider): Promise<void> => {
    const question = { title: t("delete.title", { title: provider.title }), text: t("delete.text"), action: t("delete.action") };
    if (!(await confirm({ ...question, destructive: true }))) return;
    const result = await remove({ provider: provider.id });
    if (!result.error) toast.show(t("delete.done", { title: provider.title }));
  };
  if (error && !data) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageActions>
        <AddProvider />
      </PageActions>
      {removeError && <ProblemNotice error={removeError} onClose={reset} />}
      <DataTable
        label={t("title")}
        columns={columns}
        rows={providers}
        rowId={(provider) => provider.id}
        onOpen={(provider) => void navigate(`/access/providers/${provider.id}`)}
        onDelete={(provider) => void askToDelete(provider)}
        searchLabel={t("search")}
        loading={isLoading}
        empty={<EmptyState icon={KeyRound} title={t("empty.title")} text={t("empty.text")} action={<AddProvider />} />}
      />
    </>
  );
}

const NONE: Provider[] = [];

function useColumns(): Column<Provider>[] {
  const { t } = useTranslation("identity-providers");
  return useMemo(
    () => [
      { id: "title", header: t("fields.title"), value: (row) => row.title, filter: "text" },
      {
        id: "kind",
        header: t("kind"),
        value: (row) => row.settings.kind,
        render: (row) => t(`kinds.${row.settings.kind}`),
        filter: KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
        width: 160,
      },
      { id: "roles", header: t("sections.roles"), value: (row) => row.group_roles.length, width: 140, align: "right", from: 900 },
      {
        id: "enabled",
        header: t("state"),
        value: (row) => row.enabled,
        render: (row) => (
          <Typography variant="body2" component="span" color={row.enabled ? "success" : "textSecondary"}>
            {t(row.enabled ? "states.on" : "states.off")}
          </Typography>
        ),
        width: 140,
      },
    ],
    [t],
  );
}

function AddProvider() {
  const { t } = useTranslation("identity-providers");
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const items = KINDS.map((kind) => ({ id: kind, label: t(`kinds.${kind}`), onClick: () => void navigate(`/access/providers/new?kind=${kind}`) }));
  return (
    <>
      <Button
        variant="contained"
        startIcon={<Plus size={16} aria-hidden />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t("add")}
      </Button>
      <ActionMenu anchor={anchor} items={items} onClose={() => setAnchor(null)} />
    </>
  );
}

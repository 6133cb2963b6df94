import { EmptyState, useToast } from "@aqtra/ui";
import { Button, Typography } from "@mui/material";
import { Cable, Plus } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { useConfirm } from "../../shared/confirm";
import { shortDateTime } from "../../shared/format";
import { Page } from "../../shared/page";
import { ProblemNotice, ProblemState } from "../../shared/problems";
import { DataTable } from "../../shared/table";
import type { Column } from "../../shared/table";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import { useDeleteIntegrationMutation, useListIntegrationsQuery } from "./api";
import type { SystemSummary } from "./api";
import { stateOf } from "./state";

/** Systems that flows call. */
export function IntegrationListScreen() {
  const { t } = useTranslation("integrations");
  const navigate = useNavigate();
  const confirm = useConfirm();
  const toast = useToast();
  const { data, error, refetch, isLoading } = useListIntegrationsQuery(undefined);
  const [remove, { error: removeError, reset }] = useDeleteIntegrationMutation();
  const columns = useColumns();

  const askToDelete = async (system: SystemSummary): Promise<void> => {
    const question = { title: t("delete.title", { name: system.name }), text: t("delete.text"), action: t("delete.action") };
    if (!(await confirm({ ...question, destructive: true }))) return;
    const result = await remove({ systemId: system.id });
    if (!result.error) toast.show(t("delete.done", { name: system.name }));
  };
  return (
    <Page width={1080}>
      <Breadcrumbs items={[{ label: t("title") }]} />
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <PageActions>
            <AddSystem />
          </PageActions>
          {removeError && <ProblemNotice error={removeError} onClose={reset} />}
          <DataTable
            label={t("title")}
            columns={columns}
            rows={data ?? NONE}
            rowId={(system) => system.id}
            onOpen={(system) => void navigate(`/integrations/${system.id}`)}
            onDelete={(system) => void askToDelete(system)}
            searchLabel={t("search")}
            loading={isLoading}
            empty={<EmptyState icon={Cable} title={t("empty.title")} text={t("empty.text")} action={<AddSystem />} />}
          />
        </>
      )}
    </Page>
  );
}

const NONE: SystemSummary[] = [];

function useColumns(): Column<SystemSummary>[] {
  const { t } = useTranslation("integrations");
  return useMemo(
    () => [
      { id: "name", header: t("fields.name"), value: (row) => row.name, filter: "text" },
      { id: "connectors", header: t("connectors.title"), value: (row) => row.connectors, width: 130, align: "right", from: 900 },
      { id: "endpoints", header: t("endpoints.title"), value: (row) => row.endpoints, width: 130, align: "right", from: 900 },
      {
        id: "changed",
        header: t("changed"),
        value: (row) => row.changed_at,
        render: (row) => shortDateTime(row.changed_at),
        width: 180,
        from: 700,
      },
      {
        id: "state",
        header: t("state"),
        value: (row) => stateOf(row),
        render: (row) => (
          <Typography variant="body2" component="span" color={stateOf(row) === "published" ? "success" : "textSecondary"}>
            {t(`states.${stateOf(row)}`)}
          </Typography>
        ),
        width: 190,
      },
    ],
    [t],
  );
}

function AddSystem() {
  const { t } = useTranslation("integrations");
  return (
    <Button variant="contained" component={Link} to="/integrations/new" startIcon={<Plus size={16} aria-hidden />}>
      {t("add")}
    </Button>
  );
}

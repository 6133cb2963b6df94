import { EmptyState, useToast } from "@aqtra/ui";
import { Box, Button, Typography } from "@mui/material";
import { FileCode, Plus } from "lucide-react";
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
import { useDeleteModuleMutation, useListModulesQuery } from "./api";
import type { ModuleState, ModuleSummary } from "./api";

/** Modules that scripts import. */
export function ModuleListScreen() {
  const { t } = useTranslation("modules");
  const navigate = useNavigate();
  const confirm = useConfirm();
  const toast = useToast();
  // What is live changes with publications, of which this list is not told.
  const { data, error, refetch, isLoading } = useListModulesQuery(undefined, { refetchOnMountOrArgChange: true });
  const [remove, { error: removeError, reset }] = useDeleteModuleMutation();
  const columns = useColumns();

  const askToDelete = async (module: ModuleSummary): Promise<void> => {
    const question = { title: t("delete.title", { title: module.title }), text: t("delete.text"), action: t("delete.action") };
    if (!(await confirm({ ...question, destructive: true }))) return;
    const result = await remove({ key: module.key });
    if (!result.error) toast.show(t("delete.done", { title: module.title }));
  };
  return (
    <Page width={1200}>
      <Breadcrumbs items={[{ label: t("title") }]} />
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <PageActions>
            <AddModule />
          </PageActions>
          {removeError && <ProblemNotice error={removeError} onClose={reset} />}
          <DataTable
            label={t("title")}
            columns={columns}
            rows={(data as ModuleSummary[] | undefined) ?? NONE}
            rowId={(module) => module.key}
            onOpen={(module) => void navigate(`/modules/${module.key}`)}
            onDelete={(module) => void askToDelete(module)}
            searchLabel={t("search")}
            loading={isLoading}
            empty={<EmptyState icon={FileCode} title={t("empty.title")} text={t("empty.text")} action={<AddModule />} />}
          />
        </>
      )}
    </Page>
  );
}

const NONE: ModuleSummary[] = [];
const COLOURS: Record<ModuleState, string> = { saved: "textSecondary", published: "success", changed: "warning" };

function useColumns(): Column<ModuleSummary>[] {
  const { t } = useTranslation("modules");
  return useMemo(
    () => [
      { id: "title", header: t("fields.title"), value: (row) => row.title, filter: "text" },
      {
        id: "name",
        header: t("fields.name"),
        value: (row) => row.name,
        render: (row) => (
          <Box component="code" sx={{ fontFamily: "monospace", fontSize: 13 }}>
            {row.name}
          </Box>
        ),
        filter: "text",
        width: 190,
        from: 600,
      },
      { id: "type", header: t("fields.type"), value: (row) => row.type, render: (row) => t(`types.${row.type}`), width: 130, from: 900 },
      {
        id: "updated",
        header: t("updated"),
        value: (row) => row.updated_at,
        render: (row) => shortDateTime(row.updated_at),
        width: 150,
        from: 1100,
      },
      { id: "user", header: t("user"), value: (row) => row.updated_by ?? "", width: 150, from: 1200 },
      {
        id: "state",
        header: t("state"),
        value: (row) => row.state,
        render: (row) => (
          <Typography variant="body2" component="span" color={COLOURS[row.state]}>
            {t(`states.${row.state}`)}
          </Typography>
        ),
        width: 170,
      },
    ],
    [t],
  );
}

function AddModule() {
  const { t } = useTranslation("modules");
  return (
    <Button variant="contained" component={Link} to="/modules/new" startIcon={<Plus size={16} aria-hidden />}>
      {t("add")}
    </Button>
  );
}

import { EmptyState, useToast } from "@aqtra/ui";
import { Button, Typography } from "@mui/material";
import { FileText, Plus } from "lucide-react";
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
import { stateOf, useDeleteTemplateMutation, useListTemplatesQuery } from "./api";
import type { TemplateSummary } from "./api";

/** Templates that flows render. */
export function TemplateListScreen() {
  const { t } = useTranslation("templates");
  const navigate = useNavigate();
  const confirm = useConfirm();
  const toast = useToast();
  const { data, error, refetch, isLoading } = useListTemplatesQuery(undefined);
  const [remove, { error: removeError, reset }] = useDeleteTemplateMutation();
  const columns = useColumns();

  const askToDelete = async (template: TemplateSummary): Promise<void> => {
    const question = { title: t("delete.title", { name: template.name }), text: t("delete.text"), action: t("delete.action") };
    if (!(await confirm({ ...question, destructive: true }))) return;
    const result = await remove({ templateId: template.id });
    if (!result.error) toast.show(t("delete.done", { name: template.name }));
  };
  return (
    <Page width={1080}>
      <Breadcrumbs items={[{ label: t("title") }]} />
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <PageActions>
            <AddTemplate />
          </PageActions>
          {removeError && <ProblemNotice error={removeError} onClose={reset} />}
          <DataTable
            label={t("title")}
            columns={columns}
            rows={data ?? NONE}
            rowId={(template) => template.id}
            onOpen={(template) => void navigate(`/templates/${template.id}`)}
            onDelete={(template) => void askToDelete(template)}
            searchLabel={t("search")}
            loading={isLoading}
            empty={<EmptyState icon={FileText} title={t("empty.title")} text={t("empty.text")} action={<AddTemplate />} />}
          />
        </>
      )}
    </Page>
  );
}

const NONE: TemplateSummary[] = [];

function useColumns(): Column<TemplateSummary>[] {
  const { t } = useTranslation("templates");
  return useMemo(
    () => [
      { id: "name", header: t("fields.name"), value: (row) => row.name, filter: "text" },
      { id: "properties", header: t("model.title"), value: (row) => row.properties, width: 130, align: "right", from: 900 },
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

function AddTemplate() {
  const { t } = useTranslation("templates");
  return (
    <Button variant="contained" component={Link} to="/templates/new" startIcon={<Plus size={16} aria-hidden />}>
      {t("add")}
    </Button>
  );
}

import { EmptyState, useToast } from "@aqtra/ui";
import { Button } from "@mui/material";
import { Boxes, Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";

import { useCreateComponentMutation, useDeleteComponentMutation, useGetComponentsQuery, useGetDomainsQuery } from "../../shared/api";
import type { ComponentSummary } from "../../shared/api";
import { useConfirm } from "../../shared/confirm";
import { Page } from "../../shared/page";
import { ProblemNotice, ProblemState } from "../../shared/problems";
import { DataTable } from "../../shared/table";
import { toProblem } from "../../shared/to-problem";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import { useColumns } from "./columns";
import { RefusedDialog } from "./refused-dialog";
import type { Refusal } from "./refused-dialog";

export function ComponentsList() {
  const { t } = useTranslation("component-list");
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const { data, error, refetch, isLoading } = useGetComponentsQuery(undefined);
  const { data: domains } = useGetDomainsQuery(undefined);
  const { add, adding, error: addError, forget } = useAdd();
  const { askToDelete, refusal, closeRefusal, error: deleteError } = useDelete();
  const columns = useColumns(domains);
  const domain = parameters.get("domain");
  const open = (component: ComponentSummary): void => void navigate(`/components/${component.key}`);

  const addButton = (
    <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} loading={adding} onClick={() => void add()}>
      {t("add")}
    </Button>
  );
  return (
    <Page width={1440}>
      <Breadcrumbs items={[{ label: t("title") }]} />
      <PageActions>{addButton}</PageActions>
      {(addError ?? deleteError) && <ProblemNotice error={addError ?? deleteError} onClose={forget} />}
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          // A link that changes the filter starts the list anew.
          key={domain}
          label={t("title")}
          columns={columns}
          rows={data ?? NONE}
          rowId={(component) => component.key}
          onOpen={open}
          onDelete={(component) => void askToDelete(component)}
          isDeletable={(component) => !component.built_in}
          searchLabel={t("search")}
          initialFilters={domain ? { domains: domain } : undefined}
          loading={isLoading}
          empty={<EmptyState icon={Boxes} title={t("empty.title")} text={t("empty.text")} action={addButton} />}
        />
      )}
      <RefusedDialog refusal={refusal} onClose={closeRefusal} />
    </Page>
  );
}

const NONE: ComponentSummary[] = [];

/** Creates a component and opens it; also on arrival with `?add=component`, as the command palette does. */
function useAdd() {
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const [create, { isLoading, error, reset }] = useCreateComponentMutation();
  const add = async (): Promise<void> => {
    const result = await create({ newComponent: { kind: "component" } });
    if (result.data) await navigate(`/components/${result.data.document.key}`);
  };
  const wanted = parameters.get("add") === "component";
  const started = useRef(false);
  useEffect(() => {
    if (!wanted || started.current) return;
    started.current = true;
    setParameters({}, { replace: true });
    void add();
  });
  return { add, adding: isLoading, error, forget: reset };
}

function useDelete() {
  const { t } = useTranslation("component-list");
  const confirm = useConfirm();
  const toast = useToast();
  const [remove, { error: failure }] = useDeleteComponentMutation();
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const askToDelete = async (component: ComponentSummary): Promise<void> => {
    const { title } = component;
    const yes = await confirm({
      title: t("delete.title", { title }),
      text: t(component.published ? "delete.published" : "delete.text"),
      action: t("delete.action"),
      destructive: true,
    });
    if (!yes) return;
    const result = await remove({ key: component.key });
    if (!result.error) toast.show(t("delete.done", { title }));
    else if (toProblem(result.error).code === "in_use") setRefusal({ title, uses: toProblem(result.error).fields });
  };
  const inUse = failure !== undefined && toProblem(failure).code === "in_use";
  return { askToDelete, refusal, closeRefusal: () => setRefusal(null), error: inUse ? undefined : failure };
}

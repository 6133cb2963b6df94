import { EmptyState } from "@aqtra/ui";
import { Button, Link } from "@mui/material";
import { KeyRound, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink, useNavigate } from "react-router";

import { useGetDomainsQuery } from "../../../shared/api";
import { ProblemState } from "../../../shared/problems";
import { DataTable } from "../../../shared/table";
import type { Column } from "../../../shared/table";
import { PageActions } from "../../../shared/top-bar";
import { AccessPage } from "../access-page";
import { AccessProblem } from "../access-problem";
import { useDeletePermissionSetMutation, usePermissionSets } from "../api";
import type { PermissionSet } from "../api";
import { InUseDialog } from "../in-use-dialog";
import { useDeletion } from "../use-deletion";
import { AddSet } from "./add-set";

export function PermissionSetsScreen() {
  const { t } = useTranslation("access");
  return (
    <AccessPage crumbs={[{ label: t("permissions.title") }]}>
      <List />
    </AccessPage>
  );
}

function List() {
  const { t } = useTranslation("access");
  const navigate = useNavigate();
  const { data, error, refetch, isLoading } = usePermissionSets();
  const [adding, setAdding] = useState(false);
  const [remove] = useDeletePermissionSetMutation();
  const deletion = useDeletion("permissions", (id) => remove({ setId: id }));
  const columns = useColumns();
  const open = (id: number): void => void navigate(`/access/permissions/${id}`);
  const addButton = (
    <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t("permissions.add")}
    </Button>
  );
  return (
    <>
      <PageActions>{addButton}</PageActions>
      <AccessProblem error={deletion.error} onClose={deletion.forget} />
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label={t("permissions.title")}
          columns={columns}
          rows={data ?? NONE}
          rowId={({ id }) => String(id)}
          onOpen={({ id }) => open(id)}
          onDelete={(set) => void deletion.ask(set)}
          searchLabel={t("permissions.search")}
          loading={isLoading}
          empty={<EmptyState icon={KeyRound} title={t("permissions.empty")} text={t("permissions.emptyText")} action={addButton} />}
        />
      )}
      <InUseDialog uses={deletion.uses} text={t("permissions.inUse")} onClose={deletion.closeUses} />
      {adding && <AddSet onAdded={open} onClose={() => setAdding(false)} />}
    </>
  );
}

const NONE: PermissionSet[] = [];

function useColumns(): Column<PermissionSet>[] {
  const { t } = useTranslation("access");
  const { data: domains } = useGetDomainsQuery(undefined);
  return useMemo(() => {
    const titles = new Map(domains?.map(({ name, title }) => [name, title || name]));
    return [
      {
        id: "name",
        header: t("name"),
        value: ({ name }) => name,
        filter: "text",
        render: ({ id, name }) => (
          <Link component={RouterLink} to={`/access/permissions/${id}`} color="textPrimary" noWrap title={name} sx={{ fontWeight: 550, display: "block" }} onClick={(event) => event.stopPropagation()}>
            <bdi>{name}</bdi>
          </Link>
        ),
      },
      {
        id: "domain",
        header: t("domain"),
        value: ({ domain }) => domain,
        render: ({ domain }) => titles.get(domain) ?? domain,
        filter: [...titles].map(([value, label]) => ({ value, label })),
        width: 220,
        from: 600,
      },
      { id: "rights", header: t("permissions.rights"), value: ({ permissions }) => permissions.length, width: 96, align: "right" },
    ];
  }, [domains, t]);
}

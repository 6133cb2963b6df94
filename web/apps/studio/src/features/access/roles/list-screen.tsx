import { EmptyState } from "@aqtra/ui";
import { Box, Button, Link, Typography } from "@mui/material";
import { Plus, Users } from "lucide-react";
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
import { useDeleteRoleMutation, useRoles } from "../api";
import type { Role } from "../api";
import { InUseDialog } from "../in-use-dialog";
import { useDeletion } from "../use-deletion";
import { AddRole } from "./add-role";

export function RolesScreen() {
  const { t } = useTranslation("access");
  return (
    <AccessPage crumbs={[{ label: t("roles.title") }]}>
      <List />
    </AccessPage>
  );
}

function List() {
  const { t } = useTranslation("access");
  const navigate = useNavigate();
  const { data, error, refetch, isLoading } = useRoles();
  const [adding, setAdding] = useState(false);
  const [remove] = useDeleteRoleMutation();
  const deletion = useDeletion("roles", (id) => remove({ roleId: id }));
  const columns = useColumns();
  const open = (id: number): void => void navigate(`/access/roles/${id}`);
  const addButton = (
    <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t("roles.add")}
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
          label={t("roles.title")}
          columns={columns}
          rows={data ?? NONE}
          rowId={({ id }) => String(id)}
          onOpen={({ id }) => open(id)}
          onDelete={(role) => void deletion.ask(role)}
          isDeletable={({ built_in: builtIn }) => !builtIn}
          searchLabel={t("roles.search")}
          loading={isLoading}
          empty={<EmptyState icon={Users} title={t("roles.none")} text={t("roles.noneText")} action={addButton} />}
        />
      )}
      <InUseDialog uses={deletion.uses} text={t("roles.inUse")} onClose={deletion.closeUses} />
      {adding && <AddRole onAdded={open} onClose={() => setAdding(false)} />}
    </>
  );
}

const NONE: Role[] = [];

function useColumns(): Column<Role>[] {
  const { t } = useTranslation("access");
  const { data: domains } = useGetDomainsQuery(undefined);
  return useMemo(() => {
    const titles = new Map(domains?.map(({ name, title }) => [name, title || name]));
    return [
      { id: "name", header: t("name"), value: ({ name }) => name, filter: "text", render: (role) => <RoleName role={role} /> },
      { id: "description", header: t("description"), value: (role) => descriptionOf(role, (key) => t(`roles.${key}`)), width: 340, from: 900 },
      {
        id: "domain",
        header: t("domain"),
        value: ({ domain }) => domain,
        render: ({ domain }) => (domain === null ? t("roles.everyDomain") : (titles.get(domain) ?? domain)),
        filter: [...titles].map(([value, label]) => ({ value, label })),
        width: 180,
        from: 600,
      },
      { id: "pairs", header: t("pairs.short"), value: ({ built_in: builtIn, pairs }) => (builtIn ? null : pairs.length), width: 96, align: "right" },
    ];
  }, [domains, t]);
}

/** Built-in roles are explained by what they allow. */
export function descriptionOf({ built_in: builtIn, name, description }: Role, words: (key: string) => string): string {
  return builtIn && ["Administrators", "Builders", "Members"].includes(name) ? words(`builtIn.${name}`) : description;
}

function RoleName({ role }: { role: Role }) {
  const { t } = useTranslation("access");
  return (
    <Box sx={{ display: "flex", alignItems: "baseline", gap: 2, minWidth: 0 }}>
      <Link component={RouterLink} to={`/access/roles/${role.id}`} color="textPrimary" noWrap title={role.name} sx={{ fontWeight: 550 }} onClick={(event) => event.stopPropagation()}>
        <bdi>{role.name}</bdi>
      </Link>
      {role.built_in && (
        <Typography variant="caption" color="textSecondary" noWrap sx={{ flex: "none" }}>
          {t("roles.isBuiltIn")}
        </Typography>
      )}
    </Box>
  );
}

import { Typography } from "@mui/material";
import { Users } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Column } from "../../../shared/table";
import { AccessPage } from "../access-page";
import { useCreateRoleMutation, useDeleteRoleMutation, useRoles } from "../api";
import type { Role } from "../api";
import { AddFiled } from "../filed/add-filed";
import { useFiledColumns } from "../filed/columns";
import { FiledList } from "../filed/filed-list";

export function RolesScreen() {
  const { t } = useTranslation("access");
  return (
    <AccessPage crumbs={[{ label: t("roles.title") }]}>
      <List />
    </AccessPage>
  );
}

function List() {
  const [remove] = useDeleteRoleMutation();
  return (
    <FiledList
      words="roles"
      icon={Users}
      columns={useColumns()}
      found={useRoles()}
      remove={(id) => remove({ roleId: id })}
      isDeletable={({ built_in: builtIn }) => !builtIn}
      adding={(added, close) => <AddRole onAdded={added} onClose={close} />}
    />
  );
}

function AddRole(props: { onAdded: (id: number) => void; onClose: () => void }) {
  const [create, state] = useCreateRoleMutation();
  return <AddFiled words="roles" create={(filed) => create({ roleChange: { ...filed, description: "", pairs: [] } })} state={state} {...props} />;
}

function useColumns(): Column<Role>[] {
  const { t } = useTranslation("access");
  const { name, domain } = useFiledColumns<Role>("roles", builtInMark);
  return useMemo(
    () => [
      name,
      { id: "description", header: t("description"), value: (role) => descriptionOf(role, (key) => t(`roles.${key}`)), width: 340, from: 900 },
      domain,
      { id: "pairs", header: t("pairs.short"), value: ({ built_in: builtIn, pairs }) => (builtIn ? null : pairs.length), width: 96, align: "right" },
    ],
    [domain, name, t],
  );
}

const builtInMark = ({ built_in: builtIn }: Role) => builtIn && <BuiltIn />;

function BuiltIn() {
  const { t } = useTranslation("access");
  return (
    <Typography variant="caption" color="textSecondary" noWrap sx={{ flex: "none" }}>
      {t("roles.isBuiltIn")}
    </Typography>
  );
}

/** Built-in roles are explained by what they allow. */
export function descriptionOf({ built_in: builtIn, name, description }: Role, words: (key: string) => string): string {
  return builtIn && ["Administrators", "Builders", "Members"].includes(name) ? words(`builtIn.${name}`) : description;
}

import { KeyRound } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Column } from "../../../shared/table";
import { AccessPage } from "../access-page";
import { useCreatePermissionSetMutation, useDeletePermissionSetMutation, usePermissionSets } from "../api";
import type { PermissionSet } from "../api";
import { AddFiled } from "../filed/add-filed";
import { useFiledColumns } from "../filed/columns";
import { FiledList } from "../filed/filed-list";

export function PermissionSetsScreen() {
  const { t } = useTranslation("access");
  return (
    <AccessPage crumbs={[{ label: t("permissions.title") }]}>
      <List />
    </AccessPage>
  );
}

function List() {
  const [remove] = useDeletePermissionSetMutation();
  return (
    <FiledList
      words="permissions"
      icon={KeyRound}
      columns={useColumns()}
      found={usePermissionSets()}
      remove={(id) => remove({ setId: id })}
      adding={(added, close) => <AddSet onAdded={added} onClose={close} />}
    />
  );
}

function AddSet(props: { onAdded: (id: number) => void; onClose: () => void }) {
  const [create, state] = useCreatePermissionSetMutation();
  return <AddFiled words="permissions" create={(filed) => create({ permissionSetChange: { ...filed, permissions: [] } })} state={state} {...props} />;
}

function useColumns(): Column<PermissionSet>[] {
  const { t } = useTranslation("access");
  const { name, domain } = useFiledColumns<PermissionSet>("permissions");
  return useMemo(() => [name, domain, { id: "rights", header: t("permissions.rights"), value: ({ permissions }) => permissions.length, width: 96, align: "right" }], [domain, name, t]);
}

import { EmptyState, Notice } from "@aqtra/ui";
import { ShieldCheck } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { ProblemState } from "../../../shared/problems";
import { DataTable } from "../../../shared/table";
import type { Column } from "../../../shared/table";
import { useUserRights } from "../api";
import type { GrantedRight, Role, User } from "../api";
import { useWords } from "../contexts/use-words";
import { descriptionOf } from "../roles/list-screen";

interface RightsTabProps {
  user: User;
  roles: Role[];
  unsaved: boolean;
}

/** Every right and where it comes from, as it is stored. */
export function RightsTab({ user, roles, unsaved }: RightsTabProps) {
  const { t } = useTranslation("access");
  const { data, error, refetch, isLoading } = useUserRights(user.id);
  const columns = useColumns();
  const builtIn = roles.filter((role) => role.built_in && user.assignments.some((one) => one.role === role.id));
  if (error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {unsaved && <Notice tone="warning">{t("rights.unsaved")}</Notice>}
      {!user.active && <Notice tone="warning">{t("rights.inactive")}</Notice>}
      {builtIn.map((role) => (
        <Notice key={role.id} title={role.name}>
          {descriptionOf(role, (key) => t(`roles.${key}`))}
        </Notice>
      ))}
      <DataTable
        label={t("rights.title")}
        columns={columns}
        rows={data ?? NONE}
        rowId={rightId}
        searchLabel={t("rights.search")}
        loading={isLoading}
        empty={<EmptyState compact icon={ShieldCheck} title={t("rights.none")} text={t("rights.noneText")} />}
      />
    </>
  );
}

const NONE: GrantedRight[] = [];

function rightId({ kind, component, object, verb, context, role, permission_set: set }: GrantedRight): string {
  return JSON.stringify([kind, component, object, verb, context.component, context.entry, context.object, role, set]);
}

function useColumns(): Column<GrantedRight>[] {
  const { t } = useTranslation("access");
  const words = useWords();
  return useMemo(
    () => [
      { id: "thing", header: t("rights.thing"), value: words.thing, render: (right) => <Full text={words.thing(right)} /> },
      { id: "verb", header: t("rights.right"), value: words.verb, width: 112 },
      { id: "context", header: t("contexts.context"), value: words.context, width: 220, from: 600, render: (right) => <Full text={words.context(right)} /> },
      { id: "role", header: t("rights.role"), value: ({ role }) => role, width: 180, from: 600, render: ({ role }) => <Full text={role} /> },
      { id: "set", header: t("rights.set"), value: ({ permission_set: set }) => set, width: 180, from: 900, render: ({ permission_set: set }) => <Full text={set} /> },
    ],
    [t, words],
  );
}

function Full({ text }: { text: string }) {
  return <bdi title={text}>{text}</bdi>;
}

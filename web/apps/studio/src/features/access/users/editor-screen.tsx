import { SkeletonForm } from "@aqtra/ui";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { ProblemState } from "../../../shared/problems";
import { AccessPage } from "../access-page";
import { useAccessTree, useRoles, useUser } from "../api";
import { UserEditor } from "./user-editor";

export function UserScreen() {
  const { t } = useTranslation("access");
  const { id = "" } = useParams();
  const user = useUser(Number(id));
  const tree = useAccessTree();
  const roles = useRoles();
  const error = user.error ?? tree.error ?? roles.error;
  const again = (): void => [user, tree, roles].forEach(({ refetch }) => void refetch());
  return (
    <AccessPage width={1080} crumbs={[{ label: t("users.title"), to: "/access/users" }, { label: user.data?.user_name ?? t("users.one") }]}>
      {user.data && tree.data && roles.data ? (
        <UserEditor key={`${user.data.id}:${user.data.version}`} stored={user.data} tree={tree.data} roles={roles.data} onReload={() => void user.refetch()} />
      ) : error ? (
        <ProblemState error={error} onRetry={again} />
      ) : (
        <SkeletonForm fields={6} />
      )}
    </AccessPage>
  );
}

import { useToast } from "@aqtra/ui";
import { CirclePlay, CircleStop } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../shared/confirm";
import type { RowAction } from "../../shared/table";
import { useChangeServiceAccountMutation } from "./api";
import type { ServiceAccount } from "./api";

export const nameOf = (account: ServiceAccount): string => account.display_name || account.user_name;

/** Deactivates, after asking, and activates again. */
export function useActivation() {
  const { t } = useTranslation("service-accounts");
  const confirm = useConfirm();
  const toast = useToast();
  const [change, { error, reset }] = useChangeServiceAccountMutation();

  const set = async (account: ServiceAccount, active: boolean): Promise<void> => {
    const result = await change({ accountId: account.id, programChange: { active } });
    if (!result.error) toast.show(t(active ? "activation.activated" : "activation.deactivated", { name: nameOf(account) }));
  };
  const deactivate = async (account: ServiceAccount): Promise<void> => {
    const yes = await confirm({
      title: t("activation.title", { name: nameOf(account) }),
      text: t("activation.text"),
      action: t("activation.deactivate"),
      destructive: true,
    });
    if (yes) await set(account, false);
  };
  const actions: RowAction<ServiceAccount>[] = [
    { icon: CircleStop, label: (account) => t("activation.deactivateOf", { name: nameOf(account) }), onRun: (account) => void deactivate(account), isOffered: (account) => account.active },
    { icon: CirclePlay, label: (account) => t("activation.activateOf", { name: nameOf(account) }), onRun: (account) => void set(account, true), isOffered: (account) => !account.active },
  ];
  return { actions, activate: (account: ServiceAccount) => set(account, true), deactivate, error, forget: reset };
}

import { useToast } from "@aqtra/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../shared/confirm";
import { usesOf } from "./in-use-dialog";
import type { Uses } from "./in-use-dialog";

interface Deletable {
  id: number;
  name: string;
}

/** Deletes after asking. What is still used is told apart from other errors: it is listed. */
export function useDeletion(words: "permissions" | "roles", remove: (id: number) => Promise<{ error?: unknown }>) {
  const { t } = useTranslation("access");
  const confirm = useConfirm();
  const toast = useToast();
  const [uses, setUses] = useState<Uses | null>(null);
  const [error, setError] = useState<unknown>(undefined);
  const ask = async ({ id, name }: Deletable): Promise<void> => {
    if (!(await confirm({ title: t(`${words}.delete`, { name }), text: t(`${words}.deleteText`), action: t(`${words}.deleteAction`), destructive: true }))) return;
    const { error: failure } = await remove(id);
    const used = failure === undefined ? undefined : usesOf(name, failure);
    if (used) setUses(used);
    setError(used ? undefined : failure);
    if (failure === undefined) toast.show(t("deleted", { name }));
  };
  return { ask, uses, closeUses: () => setUses(null), error, forget: () => setError(undefined) };
}

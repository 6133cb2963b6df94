import { useToast } from "@aqtra/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { BLANK, draftOf, missingIn, useCreateModuleMutation, useSaveModuleMutation } from "./api";
import type { Draft, Module } from "./api";

/** Saving what is in the editor, which goes on with its own content. */
export function useSaving(draft: Draft, first: Module | null) {
  const { t } = useTranslation("modules");
  const toast = useToast();
  const navigate = useNavigate();
  const [stored, setStored] = useState(first);
  const [isLeaving, setLeaving] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const [create, creation] = useCreateModuleMutation();
  const [change, changing] = useSaveModuleMutation();
  const begun = stored ? draftOf(stored) : BLANK;

  const save = async (): Promise<void> => {
    setRefused(missingIn(draft).length > 0);
    if (missingIn(draft).length > 0) return;
    const result = stored
      ? await change({ key: stored.key, moduleChange: { ...draft, base_version: stored.version } })
      : await create({ moduleContent: draft });
    if (!result.data) return;
    toast.show(t("saved"));
    if (stored) {
      setStored(result.data as Module);
      return;
    }
    setLeaving(true);
    const { key } = result.data;
    // After the guard has learnt that nothing is lost.
    setTimeout(() => void navigate(`/modules/${key}`, { replace: true }));
  };
  return {
    stored,
    isDirty: JSON.stringify(begun) !== JSON.stringify(draft),
    isSaving: creation.isLoading || changing.isLoading,
    isLeaving,
    /** Fields that kept it from being saved, as they are now. */
    missing: isRefused ? missingIn(draft) : [],
    problem: creation.error ?? changing.error,
    dismiss: () => [creation, changing].forEach(({ reset }) => reset()),
    save,
  };
}

import { useToast } from "@aqtra/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useCreateTemplateMutation, usePublishTemplateMutation, useSaveTemplateMutation } from "./api";
import type { Content, Template } from "./api";

export interface Saving {
  /** What the platform has of the template; null until it was saved for the first time. */
  stored: Template | null;
  isDirty: boolean;
  isSaving: boolean;
  isPublishing: boolean;
  isLeaving: boolean;
  problem: unknown;
  dismiss: () => void;
  save: () => Promise<void>;
  publish: () => Promise<void>;
}

/** Saving and publishing what is in the editor. The editor goes on with its own content. */
export function useSaving(content: Content, begun: Content, first: Template | null): Saving {
  const { t } = useTranslation("templates");
  const toast = useToast();
  const navigate = useNavigate();
  const [stored, setStored] = useState(first);
  const [kept, setKept] = useState(first ? JSON.stringify(begun) : "");
  const [isLeaving, setLeaving] = useState(false);
  const [create, creation] = useCreateTemplateMutation();
  const [change, changing] = useSaveTemplateMutation();
  const [makeLive, publishing] = usePublishTemplateMutation();

  const save = async (): Promise<void> => {
    const written = JSON.stringify(content);
    const result = stored
      ? await change({ templateId: stored.id, changedTemplate: { ...content, version: stored.version } })
      : await create({ templateContent: content });
    if (!result.data) return;
    toast.show(t("saved"));
    if (stored) {
      setStored(result.data as Template);
      setKept(written);
      return;
    }
    setLeaving(true);
    const { id } = result.data;
    // After the guard has learnt that nothing is lost.
    setTimeout(() => void navigate(`/templates/${id}`, { replace: true }));
  };
  const publish = async (): Promise<void> => {
    if (!stored) return;
    const result = await makeLive({ templateId: stored.id, templateAtVersion: { version: stored.version } });
    if (!result.data) return;
    setStored(result.data as Template);
    toast.show(t("published", { name: stored.name }));
  };
  return {
    stored,
    isDirty: kept !== JSON.stringify(content),
    isSaving: creation.isLoading || changing.isLoading,
    isPublishing: publishing.isLoading,
    isLeaving,
    problem: creation.error ?? changing.error ?? publishing.error,
    dismiss: () => [creation, changing, publishing].forEach(({ reset }) => reset()),
    save,
    publish,
  };
}

import { SkeletonForm, useToast } from "@aqtra/ui";
import { Button } from "@mui/material";
import { Rocket } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";

import { useGetSessionQuery } from "../../shared/api";
import { useLeaveGuard } from "../../shared/leave-guard";
import { Page } from "../../shared/page";
import { ProblemNotice, ProblemState } from "../../shared/problems";
import { SaveButton } from "../../shared/save-button";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import {
  BLANK,
  changeOf,
  draftOf,
  useCreateIntegrationMutation,
  useGetIntegrationQuery,
  usePublishIntegrationMutation,
  useSaveIntegrationMutation,
} from "./api";
import type { Draft, System } from "./api";
import { stateOf } from "./state";
import { SystemForm } from "./system-form";

/** One system: what it holds, and whether runs know it. */
export function SystemScreen() {
  const { t } = useTranslation("integrations");
  const { id = "new" } = useParams();
  const isNew = id === "new";
  const { data, error, refetch } = useGetIntegrationQuery({ systemId: id }, { skip: isNew });
  const stored = data as System | undefined;
  return (
    <Page width={880}>
      <Breadcrumbs items={[{ label: t("title"), to: "/integrations" }, { label: stored?.name ?? t("new") }]} />
      {isNew ? (
        <Editor key="new" begun={BLANK} stored={null} />
      ) : stored ? (
        <Editor key={`${stored.id}:${stored.version}`} begun={draftOf(stored)} stored={stored} />
      ) : error ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonForm fields={6} />
      )}
    </Page>
  );
}

function Editor({ begun, stored }: { begun: Draft; stored: System | null }) {
  const { t } = useTranslation("integrations");
  const toast = useToast();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(begun);
  const [create, creation] = useCreateIntegrationMutation();
  const [save, saving] = useSaveIntegrationMutation();
  const [leaving, setLeaving] = useState(false);
  const dirty = JSON.stringify(draft) !== JSON.stringify(begun);
  useLeaveGuard(dirty && !leaving);

  const submit = async (): Promise<void> => {
    if (stored) {
      const result = await save({ systemId: stored.id, changedSystem: changeOf(draft, stored.version) });
      if (!result.error) toast.show(t("saved"));
      return;
    }
    const result = await create({ newSystem: draft });
    if (!result.data) return;
    toast.show(t("saved"));
    setLeaving(true);
    const { id } = result.data;
    // After the guard has learnt that nothing is lost.
    setTimeout(() => void navigate(`/integrations/${id}`, { replace: true }));
  };
  const error = creation.error ?? saving.error;
  return (
    <>
      <PageActions>
        {stored && <PublishButton system={stored} dirty={dirty} />}
        <SaveButton dirty={dirty} saving={creation.isLoading || saving.isLoading} onSave={() => void submit()} />
      </PageActions>
      {error && <ProblemNotice error={error} onClose={stored ? saving.reset : creation.reset} />}
      <SystemForm draft={draft} stored={stored} dirty={dirty} onChange={(change) => setDraft((now) => ({ ...now, ...change }))} />
    </>
  );
}

function PublishButton({ system, dirty }: { system: System; dirty: boolean }) {
  const { t } = useTranslation("integrations");
  const toast = useToast();
  const { data: session } = useGetSessionQuery(undefined);
  const [publish, { error, isLoading, reset }] = usePublishIntegrationMutation();
  const rights = session?.rights ?? [];
  const allowed = rights.includes("studio") || rights.includes("studio.publication");
  if (!allowed) return null;
  const submit = async (): Promise<void> => {
    const result = await publish({ systemId: system.id, atVersion: { version: system.version } });
    if (!result.error) toast.show(t("published", { name: system.name }));
  };
  return (
    <>
      {error && <ProblemNotice error={error} onClose={reset} />}
      <Button
        variant="outlined"
        startIcon={<Rocket size={16} aria-hidden />}
        loading={isLoading}
        disabled={dirty || stateOf(system) === "published"}
        onClick={() => void submit()}
      >
        {t(stateOf(system) === "published" ? "states.published" : "publish")}
      </Button>
    </>
  );
}

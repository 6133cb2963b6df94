import { SkeletonForm, useToast } from "@aqtra/ui";
import { Button } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { useGetDomainSettingsQuery, useSaveDomainSettingsMutation } from "../../../shared/api";
import type { DomainSettings } from "../../../shared/api";
import { useLeaveGuard } from "../../../shared/leave-guard";
import { Page } from "../../../shared/page";
import { ProblemNotice, ProblemState } from "../../../shared/problems";
import { SaveButton } from "../../../shared/save-button";
import { toProblem } from "../../../shared/to-problem";
import { Breadcrumbs, PageActions } from "../../../shared/top-bar";
import { useDomainTitle } from "../use-domain-title";
import { SettingsForm } from "./settings-form";

export function DomainSettingsScreen() {
  const { t } = useTranslation("domains");
  const { name = "" } = useParams();
  const title = useDomainTitle(name);
  const { data, error, refetch } = useGetDomainSettingsQuery(name);
  return (
    <Page width={760}>
      <Breadcrumbs items={[{ label: t("home"), to: "/" }, { label: title, to: "/" }, { label: t("settings.title") }]} />
      {data ? (
        <Editor key={`${name}:${data.version}`} name={name} stored={data} onReload={() => void refetch()} />
      ) : error ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonForm fields={6} />
      )}
    </Page>
  );
}

interface EditorProps {
  name: string;
  stored: DomainSettings;
  onReload: () => void;
}

function Editor({ name, stored, onReload }: EditorProps) {
  const { t } = useTranslation("domains");
  const toast = useToast();
  const [draft, setDraft] = useState(stored);
  const [save, { isLoading, error, reset }] = useSaveDomainSettingsMutation();
  const dirty = JSON.stringify(draft) !== JSON.stringify(stored);
  useLeaveGuard(dirty);

  const submit = async (): Promise<void> => {
    const result = await save({ name, versionedSettings: draft });
    if (!result.error) toast.show(t("settings.saved"));
  };
  const outdated = error !== undefined && toProblem(error).code === "concurrent_edit";
  return (
    <>
      <PageActions>
        <SaveButton dirty={dirty} saving={isLoading} onSave={() => void submit()} />
      </PageActions>
      {error && <ProblemNotice error={error} onClose={reset} />}
      {outdated && (
        <Button onClick={onReload} sx={{ justifySelf: "start" }}>
          {t("loadNewer")}
        </Button>
      )}
      <SettingsForm domain={name} settings={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
    </>
  );
}

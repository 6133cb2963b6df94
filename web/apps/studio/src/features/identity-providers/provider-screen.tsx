import { SkeletonForm, useToast } from "@aqtra/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useParams, useSearchParams } from "react-router";

import { useGetSessionQuery } from "../../shared/api";
import { useLeaveGuard } from "../../shared/leave-guard";
import { Page } from "../../shared/page";
import { NoPermission, ProblemNotice, ProblemState } from "../../shared/problems";
import { SaveButton } from "../../shared/save-button";
import { Breadcrumbs, PageActions } from "../../shared/top-bar";
import {
  blank,
  changeOf,
  draftOf,
  KINDS,
  useChangeIdentityProviderMutation,
  useCreateIdentityProviderMutation,
  useListIdentityProvidersQuery,
} from "./api";
import type { Draft, Kind, Provider } from "./api";
import { CheckPanel } from "./check-panel";
import { ProviderForm } from "./provider-form";
import { SamlKeys } from "./saml-keys";

const isKind = (text: string | null): text is Kind => KINDS.some((kind) => kind === text);

/** One provider: its settings, and whether they work. */
export function ProviderScreen() {
  const { t } = useTranslation("identity-providers");
  const { id = "new" } = useParams();
  const [parameters] = useSearchParams();
  const kind = parameters.get("kind");
  const { data: session } = useGetSessionQuery(undefined);
  const { data, error, refetch } = useListIdentityProvidersQuery(undefined);
  const stored = (data as Provider[] | undefined)?.find((provider) => provider.id === id);
  const title = stored?.title ?? t("new");
  const missing = id === "new" ? !isKind(kind) : data !== undefined && stored === undefined;
  if (missing) return <Navigate to="/access/providers" replace />;
  const allowed = session === undefined || session.rights.includes("administer");
  return (
    <Page width={760}>
      <Breadcrumbs items={[{ label: t("title"), to: "/access/providers" }, { label: title }]} />
      {!allowed ? (
        <NoPermission />
      ) : id === "new" && isKind(kind) ? (
        <Editor key={kind} begun={blank(kind)} stored={null} />
      ) : stored ? (
        <Editor key={`${stored.id}:${stored.version}`} begun={draftOf(stored)} stored={stored} />
      ) : error ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonForm fields={8} />
      )}
    </Page>
  );
}

function Editor({ begun, stored }: { begun: Draft; stored: Provider | null }) {
  const { t } = useTranslation("identity-providers");
  const toast = useToast();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(begun);
  const [create, creation] = useCreateIdentityProviderMutation();
  const [change, changing] = useChangeIdentityProviderMutation();
  const [leaving, setLeaving] = useState(false);
  const dirty = JSON.stringify(draft) !== JSON.stringify(begun);
  useLeaveGuard(dirty && !leaving);

  const submit = async (): Promise<void> => {
    if (stored) {
      const result = await change({ provider: stored.id, changedProvider: changeOf(draft, stored.version) });
      if (!result.error) toast.show(t("saved"));
      return;
    }
    const result = await create({ newProvider: draft });
    if (!result.data) return;
    toast.show(t("saved"));
    setLeaving(true);
    const { id } = result.data;
    // After the guard has learnt that nothing is lost.
    setTimeout(() => void navigate(`/access/providers/${id}`, { replace: true }));
  };
  const error = creation.error ?? changing.error;
  const forget = stored ? changing.reset : creation.reset;
  return (
    <>
      <PageActions>
        <SaveButton dirty={dirty} saving={creation.isLoading || changing.isLoading} onSave={() => void submit()} />
      </PageActions>
      {error && <ProblemNotice error={error} onClose={forget} />}
      {stored && <CheckPanel provider={stored} unsaved={dirty} />}
      <ProviderForm draft={draft} secretIsSet={stored?.secret_is_set ?? false} onChange={(next) => setDraft({ ...draft, ...next })} />
      {stored?.settings.kind === "saml" && <SamlKeys />}
    </>
  );
}

/** The component editor: opens a component, and hosts its tabs, its error list and its top bar. */

import { isDirty } from "@aqtra/model";
import { SkeletonRows } from "@aqtra/ui";
import { Box } from "@mui/material";
import { memo, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useSelector } from "react-redux";

import { useLeaveGuard } from "../../shared/leave-guard";
import { ProblemNotice, ProblemState } from "../../shared/problems";
import { Breadcrumbs } from "../../shared/top-bar";
import { FlowDesigner } from "../flows";
import { useOpenComponentQuery } from "./api";
import { ConflictDialog } from "./conflict/conflict-dialog";
import { DefinitionTab } from "./definition-tab";
import { ErrorList } from "./errors/error-list";
import { useLiveCheck } from "./errors/use-live-check";
import { InputDataflow } from "./input-dataflow";
import { ScriptTab } from "./script-tab/script-tab";
import { SettingsTab } from "./settings-tab/settings-tab";
import type { WithEditor } from "./state";
import { DEFINITION_TAB, INPUT_TAB, SCRIPT_TAB, SETTINGS_TAB, closed, opened, useDocument, useEditorDispatch, useRun, useSession } from "./state";
import { dropDraft, keptDraft } from "./state/draft-storage";
import { EditorTabs } from "./tabs/editor-tabs";
import { EditorActions } from "./top-bar/editor-actions";
import { useSaving } from "./top-bar/use-saving";
import { useEditorKeys } from "./use-editor-keys";
import { useKeptDraft } from "./use-kept-draft";

export function ComponentEditor() {
  const { t } = useTranslation("editor");
  const { key = "" } = useParams();
  const dispatch = useEditorDispatch();
  const isOpen = useSelector((state: WithEditor) => state.editor.session?.key === key);
  const { currentData: answer, error, refetch } = useOpenComponentQuery(key, { refetchOnMountOrArgChange: true });
  useEffect(() => {
    if (!answer || isOpen) return;
    const kept = keptDraft(key, answer);
    dispatch(opened({ stored: answer, ...(kept ? { kept } : {}) }));
  }, [answer, dispatch, isOpen, key]);
  useLeaving(key);
  if (isOpen) return <OpenEditor key={key} />;
  return (
    <>
      <Breadcrumbs items={[{ label: t("components"), to: "/components" }, { label: "…" }]} />
      <Box sx={{ p: 8 }} aria-busy={!error}>
        {error ? <ProblemState error={error} onRetry={() => void refetch()} /> : <SkeletonRows />}
      </Box>
    </>
  );
}

/** Closes the component when the builder goes elsewhere. Being drawn anew at the same address is not leaving. */
function useLeaving(key: string): void {
  const dispatch = useEditorDispatch();
  const shown = useRef<string | null>(null);
  useEffect(() => {
    shown.current = key;
    return () => {
      shown.current = null;
      setTimeout(() => {
        if (shown.current === key) return;
        dispatch(closed(key));
        // The leave guard has asked. Where it did not, as when the session ends, the address stays and so does the draft.
        if (!window.location.pathname.includes(key)) dropDraft(key);
      });
    };
  }, [dispatch, key]);
}

function OpenEditor() {
  const { t } = useTranslation("editor");
  const title = useSession((session) => session.history.document.settings.title);
  const isUnsaved = useSession((session) => isDirty(session.history));
  const saving = useSaving();
  useLeaveGuard(isUnsaved);
  useEditorKeys(() => {
    if (saving.isUnsaved) void saving.save();
  });
  return (
    <Box sx={{ height: "100%", display: "flex", flexDirection: "column", minHeight: 0, overflow: "hidden" }}>
      <Background />
      <Breadcrumbs items={[{ label: t("components"), to: "/components" }, { label: title }]} />
      <EditorActions saving={saving} />
      <EditorTabs />
      {saving.problem !== null && (
        <Box sx={{ flex: "none", p: 2 }}>
          <ProblemNotice error={saving.problem} onClose={saving.dismiss} />
        </Box>
      )}
      <OpenTab />
      <ErrorList />
      {saving.conflict && (
        <ConflictDialog user={saving.conflict.user} theirs={saving.conflict.theirs?.document} onTheirs={saving.takeTheirs} onKeep={saving.keepMine} />
      )}
    </Box>
  );
}

/** What follows every edit without showing anything. Apart, so that an edit does not draw the whole editor again. */
function Background() {
  useLiveCheck();
  useKeptDraft();
  return null;
}

const FIXED_TABS: ReadonlySet<string> = new Set([DEFINITION_TAB, SETTINGS_TAB, SCRIPT_TAB, INPUT_TAB]);

const OpenTab = memo(function OpenTab() {
  const tab = useSession((session) => session.view.tab);
  return (
    <Box role="tabpanel" aria-labelledby={`editor-tab-${tab}`} sx={{ flex: "1 1 0", minHeight: 0, display: "flex", flexDirection: "column" }}>
      {tab === DEFINITION_TAB && <DefinitionTab />}
      {tab === SETTINGS_TAB && <SettingsTab />}
      {tab === SCRIPT_TAB && <ScriptTab />}
      {tab === INPUT_TAB && <InputDataflow />}
      {!FIXED_TABS.has(tab) && <OpenFlow key={tab} flowKey={tab} />}
    </Box>
  );
});

function OpenFlow({ flowKey }: { flowKey: string }) {
  const document = useDocument();
  const run = useRun();
  const findings = useSession((session) => session.findings);
  const step = useSession((session) => session.view.step);
  const setting = useSession((session) => session.view.setting);
  const focus = useMemo(() => ({ step, setting }), [step, setting]);
  return <FlowDesigner document={document} flowKey={flowKey} run={run} findings={findings} focus={focus} />;
}

/** Saving, marking as ready, and what happens when somebody else saved first. */

import { blocks, currentNumber, isDirty, replaceDocument } from "@aqtra/model";
import { useToast } from "@aqtra/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "react-redux";

import { toProblem } from "../../../shared/to-problem";
import type { StoredComponent } from "../api";
import { useLazyOpenComponentQuery, useMarkReadyMutation, useSaveComponentMutation } from "../api";
import { findingsOfRefusal } from "../errors/use-live-check";
import { checked, run, stored, useEditorDispatch, useSession } from "../state";
import type { WithEditor } from "../state";

interface Conflict {
  readonly user: string;
  readonly theirs: StoredComponent | undefined;
}

export function useSaving() {
  const { t } = useTranslation("editor");
  const dispatch = useEditorDispatch();
  const store = useStore<WithEditor>();
  const toast = useToast();
  const [send, { isLoading: isSaving }] = useSaveComponentMutation();
  const [mark, { isLoading: isMarking }] = useMarkReadyMutation();
  const [fetchTheirs] = useLazyOpenComponentQuery();
  const [problem, setProblem] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const isUnsaved = useSession((session) => isDirty(session.history));
  const hasErrors = useSession((session) => blocks(session.findings));
  const state = useSession((session) => session.stored.state);

  const onConflict = async (key: string, user: string): Promise<void> => {
    setConflict({ user, theirs: undefined });
    const theirs = await fetchTheirs(key).unwrap();
    setConflict({ user, theirs });
  };
  const save = async (): Promise<void> => {
    const session = store.getState().editor.session;
    if (!session || isSaving) return;
    const number = currentNumber(session.history);
    setProblem(null);
    try {
      const answer = await send({ baseVersion: session.stored.saved_version, document: session.history.document }).unwrap();
      dispatch(stored({ stored: answer, number }));
    } catch (error) {
      const { code, params } = toProblem(error);
      if (code === "concurrent_edit") {
        const user = typeof params["user"] === "string" ? params["user"] : t("conflict.somebody");
        await onConflict(session.key, user).catch(setProblem);
        return;
      }
      const findings = findingsOfRefusal(session.key, error);
      if (findings.length > 0) dispatch(checked(findings));
      setProblem(error);
    }
  };
  const markReady = async (): Promise<void> => {
    const session = store.getState().editor.session;
    if (!session) return;
    setProblem(null);
    try {
      const answer = await mark({ key: session.key, savedVersion: session.stored.saved_version }).unwrap();
      dispatch(stored({ stored: answer }));
      toast.show(t("topBar.markedReady"));
    } catch (error) {
      setProblem(error);
    }
  };
  /** Their version as one step of the history: undoing it brings one's own back, on top of theirs. */
  const takeTheirs = (): void => {
    if (!conflict?.theirs) return;
    dispatch(run(replaceDocument(conflict.theirs.document)));
    dispatch(stored({ stored: conflict.theirs }));
    setConflict(null);
    toast.show(t("conflict.taken"), { tone: "info" });
  };

  const isReady = state === "ready" || state === "published_ready";
  return {
    save,
    markReady,
    isSaving,
    isMarking,
    isUnsaved,
    isReady,
    isPublished: state === "published",
    mayMarkReady: !isUnsaved && !hasErrors && !isReady && state !== "published" && !isSaving,
    hasErrors,
    problem,
    dismiss: () => setProblem(null),
    conflict,
    takeTheirs,
    keepMine: () => setConflict(null),
  };
}

export type Saving = ReturnType<typeof useSaving>;

/** Reading the editor's state and acting on it. */

import type { Command, ComponentDocument, Element } from "@aqtra/model";
import { findElement } from "@aqtra/model";
import type { ThunkDispatch, UnknownAction } from "@reduxjs/toolkit";
import { useCallback } from "react";
import { useDispatch, useSelector, useStore } from "react-redux";

import { run } from "./thunks";
import type { EditorSession, WithEditor } from "./types";

export type EditorDispatch = ThunkDispatch<WithEditor, unknown, UnknownAction>;

export function useEditorDispatch(): EditorDispatch {
  return useDispatch<EditorDispatch>();
}

/** Part of the open session. Everything below the editor's screen is drawn only while one is open. */
export function useSession<Part>(select: (session: EditorSession) => Part): Part {
  return useSelector((state: WithEditor) => {
    const { session } = state.editor;
    if (!session) throw new Error("no component is open");
    return select(session);
  });
}

export function useDocument(): ComponentDocument {
  return useSession((session) => session.history.document);
}

/** The document at the time of asking, for handlers: reading it does not draw anything again. */
export function useLatestDocument(): () => ComponentDocument | undefined {
  const store = useStore<WithEditor>();
  return useCallback(() => store.getState().editor.session?.history.document, [store]);
}

export function useSelectedElement(): Element | null {
  return useSession(({ history, view }) =>
    view.selection ? (findElement(history.document, view.selection)?.element ?? null) : null,
  );
}

export function useRun(): (command: Command) => boolean {
  const dispatch = useEditorDispatch();
  return useCallback((command) => dispatch(run(command)), [dispatch]);
}

/** State transitions of the editor. Plain functions: documents come frozen from the model and stay shared. */

import type { Change, ComponentDocument, Element, Finding, History } from "@aqtra/model";
import { findElement, markSaved, newHistory, pageOf, record, redo, undo } from "@aqtra/model";
import { createAction } from "@reduxjs/toolkit";
import type { UnknownAction } from "@reduxjs/toolkit";

import type { StoredComponent } from "../api";
import type { EditorSession, EditorState, EditorView, StoredState } from "./types";
import { DEFINITION_TAB, INPUT_TAB, SCRIPT_TAB, SETTINGS_TAB } from "./types";

interface Opened {
  readonly stored: StoredComponent;
  /** History kept from before a reload, with the version it started from. */
  readonly kept?: { readonly history: History; readonly baseVersion: number };
}

export const opened = createAction<Opened>("editor/opened");
export const closed = createAction<string>("editor/closed");
export const changed = createAction<{ document: ComponentDocument; change: Change }>("editor/changed");
export const undone = createAction("editor/undone");
export const redone = createAction("editor/redone");
/** `number`: the change after which the stored document was sent. */
export const stored = createAction<{ stored: StoredComponent; number?: number }>("editor/stored");
export const checked = createAction<readonly Finding[]>("editor/checked");
export const viewChanged = createAction<Partial<EditorView>>("editor/viewChanged");
export const copied = createAction<Element>("editor/copied");

const EMPTY: EditorState = { session: null, clipboard: null };

export function editorReducer(state: EditorState = EMPTY, action: UnknownAction): EditorState {
  if (opened.match(action)) return { ...state, session: open(action.payload) };
  if (copied.match(action)) return { ...state, clipboard: action.payload };
  if (!state.session) return state;
  if (closed.match(action)) return state.session.key === action.payload ? { ...state, session: null } : state;
  const session = inSession(state.session, action);
  return session === state.session ? state : { ...state, session };
}

function inSession(session: EditorSession, action: UnknownAction): EditorSession {
  if (changed.match(action)) {
    return settled({ ...session, history: record(session.history, action.payload.document, action.payload.change) });
  }
  if (undone.match(action)) return settled({ ...session, history: undo(session.history) });
  if (redone.match(action)) return settled({ ...session, history: redo(session.history) });
  if (stored.match(action)) {
    const { stored: answer, number } = action.payload;
    const history = markSaved(session.history, number);
    return { ...session, history, stored: withoutDocument(answer), findings: answer.findings };
  }
  if (checked.match(action)) return { ...session, findings: action.payload };
  if (viewChanged.match(action)) return settled({ ...session, view: { ...session.view, ...action.payload } });
  return session;
}

function open({ stored: answer, kept }: Opened): EditorSession {
  const history = kept?.history ?? newHistory(answer.document);
  const state = withoutDocument(answer);
  return {
    key: answer.document.key,
    history,
    stored: kept ? { ...state, saved_version: kept.baseVersion } : state,
    findings: answer.findings,
    view: {
      tab: DEFINITION_TAB,
      page: history.document.pages[0]?.id ?? "",
      selection: null,
      property: null,
      side: "toolbox",
      setting: null,
      step: null,
      line: null,
    },
  };
}

function withoutDocument(answer: StoredComponent): StoredState {
  const { id, state, built_in, saved_version, ready_version, published_version, updated_by, updated_at } = answer;
  return { id, state, built_in, saved_version, ready_version, published_version, updated_by, updated_at };
}

/** What is in front must exist: undoing may have taken it away. */
function settled(session: EditorSession): EditorSession {
  const { history: { document }, view } = session;
  const next = settle(document, view);
  const same = (Object.keys(next) as (keyof EditorView)[]).every((member) => next[member] === view[member]);
  return same ? session : { ...session, view: next };
}

/** The Input dataflow has a tab of its own before it is made, and the one of its key afterwards. */
function shownTab({ flows }: ComponentDocument, tab: string): string {
  if (tab === DEFINITION_TAB || tab === SETTINGS_TAB || tab === SCRIPT_TAB) return tab;
  if (tab === INPUT_TAB) return flows.find(({ kind }) => kind === "input_dataflow")?.key ?? INPUT_TAB;
  return flows.some(({ key }) => key === tab) ? tab : DEFINITION_TAB;
}

function settle(document: ComponentDocument, view: EditorView): EditorView {
  const page = document.pages.some(({ id }) => id === view.page) ? view.page : (document.pages[0]?.id ?? "");
  const tab = shownTab(document, view.tab);
  const selection = view.selection && findElement(document, view.selection) ? view.selection : null;
  const property = document.properties.some(({ id }) => id === view.property) ? view.property : null;
  const visible = selection && pageOf(document, selection)?.id === page ? selection : null;
  return { ...view, page, tab, selection: visible, property };
}

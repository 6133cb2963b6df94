/** The open component as the editor holds it. Serialisable: part of the store, and kept across a reload. */

import type { Element, Finding, History } from "@aqtra/model";

import type { StoredComponent } from "../api";

export const DEFINITION_TAB = "definition";
export const SETTINGS_TAB = "settings";
export const SCRIPT_TAB = "script";
/** Of the Input dataflow until it is made; then its key is the tab. */
export const INPUT_TAB = "input";

/** What is in front of the builder. Tabs are the fixed ones and the keys of flows. */
export interface EditorView {
  readonly tab: string;
  readonly page: string;
  /** Id of the selected element; a page when the page itself is selected. */
  readonly selection: string | null;
  /** Id of the property whose settings are open. */
  readonly property: string | null;
  readonly side: "toolbox" | "properties";
  /** Setting that a finding points to, to scroll to and mark. */
  readonly setting: string | null;
  /** Step that a finding points to inside the open flow. */
  readonly step: string | null;
  /** Line of the script that a finding points to, counted from 1. */
  readonly line: number | null;
}

export type StoredState = Omit<StoredComponent, "document" | "findings">;

export interface EditorSession {
  readonly key: string;
  readonly history: History;
  readonly stored: StoredState;
  readonly findings: readonly Finding[];
  readonly view: EditorView;
}

export interface EditorState {
  readonly session: EditorSession | null;
  /** Survives going to another component, so elements can be pasted there. */
  readonly clipboard: Element | null;
}

export interface WithEditor {
  readonly editor: EditorState;
}

/** Edits of a component document as values: what they are called and what they do to a draft of it. */

import type { Draft, Patch } from "immer";
import { applyPatches, enablePatches, produceWithPatches } from "immer";

import type { ComponentDocument } from "../documents";

enablePatches();

export type DocumentDraft = Draft<ComponentDocument>;

/** A command changes a draft in place. Refused commands leave it as it was. */
export interface Command {
  /** Translation key of what undo and redo say, for example `addProperty`. */
  readonly label: string;
  /** Successive commands with the same key are undone together: letters typed into one field. */
  readonly merge?: string;
  readonly run: (draft: DocumentDraft) => void;
}

/** A command that was carried out: serialisable, and reversible without knowing the command. */
export interface Change {
  readonly label: string;
  readonly merge?: string;
  readonly forward: readonly Patch[];
  readonly backward: readonly Patch[];
}

export interface Executed {
  readonly document: ComponentDocument;
  readonly change: Change;
}

/** Carries `command` out; null when it changed nothing. */
export function execute(document: ComponentDocument, command: Command): Executed | null {
  const [next, forward, backward] = produceWithPatches(document, (draft) => {
    command.run(draft);
  });
  if (forward.length === 0) return null;
  const { label, merge } = command;
  return { document: next, change: { label, forward, backward, ...(merge === undefined ? {} : { merge }) } };
}

export function applyForward(document: ComponentDocument, change: Change): ComponentDocument {
  return applyPatches(document, change.forward);
}

export function applyBackward(document: ComponentDocument, change: Change): ComponentDocument {
  return applyPatches(document, change.backward);
}

/** Several commands as one step of the history. */
export function all(label: string, ...commands: readonly Command[]): Command {
  return { label, run: (draft) => commands.forEach((command) => command.run(draft)) };
}

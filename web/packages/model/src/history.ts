/** Undo and redo of a component document, and whether it differs from what is stored. */

import type { Change, Command } from "./commands/command";
import { applyBackward, applyForward, execute } from "./commands/command";
import type { ComponentDocument } from "./documents";

/** Steps that can be undone. Patches are small, and nobody walks further back. */
export const HISTORY_LIMIT = 200;

/** A change with its number in this history: the saved state is remembered by number. */
export interface Entry extends Change {
  readonly number: number;
}

/** Serialisable, so that it survives a reload of the page. */
export interface History {
  readonly document: ComponentDocument;
  readonly past: readonly Entry[];
  readonly future: readonly Entry[];
  /** Number of the change before the oldest that can be undone; 0 when that is the start. */
  readonly base: number;
  /** Number of the change after which the document was last saved; 0 before any. */
  readonly saved: number;
  /** Highest number given; numbers are never used twice, so a lost saved state is never mistaken for another. */
  readonly last: number;
}

export function newHistory(document: ComponentDocument): History {
  return { document, past: [], future: [], base: 0, saved: 0, last: 0 };
}

/** Carries a command out. One that changes nothing leaves the history as it is. */
export function push(history: History, command: Command): History {
  const executed = execute(history.document, command);
  return executed ? record(history, executed.document, executed.change) : history;
}

/** Adds a change that was carried out already. */
export function record(history: History, document: ComponentDocument, change: Change): History {
  const number = history.last + 1;
  const top = history.past.at(-1);
  const joined = top && joins(history, top, change) ? top : null;
  const entry: Entry = joined
    ? { ...change, number, forward: [...joined.forward, ...change.forward], backward: [...change.backward, ...joined.backward] }
    : { ...change, number };
  const all = [...(joined ? history.past.slice(0, -1) : history.past), entry];
  const past = all.slice(-HISTORY_LIMIT);
  const dropped = all[all.length - past.length - 1];
  return { document, past, future: [], base: dropped?.number ?? history.base, saved: history.saved, last: number };
}

function joins(history: History, top: Entry, change: Change): boolean {
  const sameField = change.merge !== undefined && top.merge === change.merge;
  return sameField && history.future.length === 0 && top.number !== history.saved;
}

/** Number of the change the document stands after. */
export function currentNumber(history: History): number {
  return history.past.at(-1)?.number ?? history.base;
}

export function undo(history: History): History {
  const entry = history.past.at(-1);
  if (!entry) return history;
  return {
    ...history,
    document: applyBackward(history.document, entry),
    past: history.past.slice(0, -1),
    future: [entry, ...history.future],
  };
}

export function redo(history: History): History {
  const [entry, ...rest] = history.future;
  if (!entry) return history;
  return {
    ...history,
    document: applyForward(history.document, entry),
    past: [...history.past, entry],
    future: rest,
  };
}

export function canUndo(history: History): boolean {
  return history.past.length > 0;
}

export function canRedo(history: History): boolean {
  return history.future.length > 0;
}

export function isDirty(history: History): boolean {
  return history.saved !== currentNumber(history);
}

/** Notes that the document as of change `number` is stored; edits made while saving stay unsaved. */
export function markSaved(history: History, number: number = currentNumber(history)): History {
  return { ...history, saved: number };
}

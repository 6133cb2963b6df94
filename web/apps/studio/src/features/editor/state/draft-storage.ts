/** The working copy with its history, kept for this browser tab so that a reload loses neither work nor undo. */

import type { History } from "@aqtra/model";
import { isDirty } from "@aqtra/model";

import type { StoredComponent } from "../api";

interface KeptDraft {
  readonly baseVersion: number;
  readonly history: History;
}

/** Raised when the shape of what is kept changes; older drafts are then dropped. */
const FORMAT = 1;
const address = (key: string): string => `aqtra.studio.draft.${FORMAT}.${key}`;

export function keepDraft(key: string, draft: KeptDraft): void {
  try {
    sessionStorage.setItem(address(key), JSON.stringify(draft));
  } catch {
    // Full or forbidden storage: undo lasts until the page is reloaded, saving is not affected.
  }
}

export function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(address(key));
  } catch {
    // Nothing was kept where nothing can be removed.
  }
}

/**
 * The draft kept for a component, unless it is of no use any more: without unsaved changes, a version
 * somebody saved since counts. With unsaved changes the draft comes back on its old version, and saving
 * it asks what to do about the newer one.
 */
export function keptDraft(key: string, stored: StoredComponent): KeptDraft | null {
  const draft = read(key);
  if (!draft) return null;
  return draft.baseVersion === stored.saved_version || isDirty(draft.history) ? draft : null;
}

function read(key: string): KeptDraft | null {
  try {
    const text = sessionStorage.getItem(address(key));
    return text === null ? null : (JSON.parse(text) as KeptDraft);
  } catch {
    return null;
  }
}

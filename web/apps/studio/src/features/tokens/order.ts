/** What somebody chooses for a token before it is made. */

import type { Scope, TokenOrder } from "./api";

export interface Draft {
  name: string;
  change: boolean;
  studio: boolean;
  administer: boolean;
  /** Keys of the components it is bound to; null: all. */
  components: string[] | null;
  /** Null: it does not expire. */
  days: number | null;
}

export const DAYS = [7, 30, 90, 365] as const;

export const EMPTY: Draft = { name: "", change: false, studio: false, administer: false, components: null, days: 90 };

export function orderOf(draft: Draft): TokenOrder {
  const scopes: Scope[] = [draft.change ? "write" : "read"];
  // What is bound to components has no right over the platform.
  if (draft.components === null) {
    if (draft.studio) scopes.push("studio");
    if (draft.administer) scopes.push("administer");
  }
  return { name: draft.name.trim(), scopes, components: draft.components, days: draft.days };
}

export function isComplete(draft: Draft): boolean {
  return draft.name.trim() !== "" && draft.components?.length !== 0;
}

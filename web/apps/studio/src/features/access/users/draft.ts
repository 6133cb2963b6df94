/** A user while the editor changes it. */

import type { User, UserChange } from "../api";
import { chosenPairs, samePairs } from "../contexts/pairs";
import type { Pair } from "../contexts/pairs";

export interface Draft {
  user_name: string;
  email: string;
  first_name: string;
  middle_name: string;
  last_name: string;
  active: boolean;
  assignments: readonly Pair[];
}

export const TEXTS = ["user_name", "email", "first_name", "middle_name", "last_name"] as const;

export function toDraft(user: User): Draft {
  const { user_name, email, first_name, middle_name, last_name, active } = user;
  return { user_name, email: email ?? "", first_name, middle_name, last_name, active, assignments: user.assignments.map(({ role: id, context }) => ({ id, context })) };
}

export function toChange(draft: Draft, version: number | null): UserChange {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, draft[name].trim()])) as Record<(typeof TEXTS)[number], string>;
  const assignments = chosenPairs(draft.assignments).map(({ id, context }) => ({ role: id, context }));
  return { ...texts, email: texts.email || null, active: draft.active, assignments, version };
}

export function isChanged(draft: Draft, stored: Draft): boolean {
  const texts = TEXTS.some((name) => draft[name].trim() !== stored[name]);
  return texts || draft.active !== stored.active || !samePairs(chosenPairs(draft.assignments), stored.assignments);
}

/** Empty, or what the platform takes for an address. */
export function isEmail(text: string): boolean {
  return /^([^@\s]+@[^@\s]+)?$/.test(text.trim());
}

/** As lists show a user; the user name where no name is known. */
export function fullName({ first_name: first, middle_name: middle, last_name: last }: Pick<User, "first_name" | "middle_name" | "last_name">): string {
  return [first, middle, last].filter(Boolean).join(" ");
}

/** Permission sets or roles with where they hold, while an editor changes them. Pure. */

import type { Context } from "../api";

/** Something that is given, in a context. `id` is UNCHOSEN until it is chosen. */
export interface Pair {
  id: number;
  context: Context;
}

export interface Given {
  id: number;
  name: string;
  group: string;
  /** It holds in System only. */
  systemOnly?: boolean;
}

export const UNCHOSEN = 0;

function keyOf({ id, context: { component, entry, object } }: Pair): string {
  return JSON.stringify([id, component, entry, object]);
}

/** Places of pairs that stand there before already. */
export function repeatedPlaces(pairs: readonly Pair[]): ReadonlySet<number> {
  const seen = new Set<string>();
  const repeated = new Set<number>();
  for (const [at, pair] of pairs.entries()) {
    const key = keyOf(pair);
    if (pair.id !== UNCHOSEN && seen.has(key)) repeated.add(at);
    seen.add(key);
  }
  return repeated;
}

/** What can be sent: pairs that are chosen, each once. */
export function chosenPairs(pairs: readonly Pair[]): Pair[] {
  return [...new Map(pairs.filter(({ id }) => id !== UNCHOSEN).map((pair) => [keyOf(pair), pair])).values()];
}

/** Whether both give the same, in whatever order. */
export function samePairs(left: readonly Pair[], right: readonly Pair[]): boolean {
  const known = new Set(right.map(keyOf));
  return left.length === right.length && left.every((pair) => known.has(keyOf(pair)));
}

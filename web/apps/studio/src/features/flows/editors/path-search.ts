/** Finding a path among thousands. Pure. */

import type { ModelField } from "../types";

/** Values that every run knows (flows.md 4). */
const RUN_VARIABLES: ModelField[] = [
  ["$now", "date-time"],
  ["$today", "date"],
  ["$runId", "uuid"],
  ["$user.id", "catalog"],
  ["$lastSuccess", "date-time"],
].map(([path = "", type = ""]) => ({ path, type, title: path, component: null }));

/** More than anybody reads; typing narrows it down. */
export const MOST_SHOWN = 100;

interface Offer {
  paths: string[];
  byPath: ReadonlyMap<string, ModelField>;
  /** What is searched of each path, at its position. */
  texts: string[];
}

/** One index for all pickers over the same fields. */
const offers = new WeakMap<ModelField[], { plain: Offer; withRun?: Offer }>();

function indexed(fields: readonly ModelField[]): Offer {
  return {
    paths: fields.map(({ path }) => path),
    byPath: new Map(fields.map((field) => [field.path, field])),
    texts: fields.map(({ path, title }) => `${path} ${title}`.toLowerCase()),
  };
}

export function offerOf(fields: ModelField[], withRunVariables: boolean): Offer {
  const known = offers.get(fields) ?? { plain: indexed(fields) };
  offers.set(fields, known);
  if (!withRunVariables) return known.plain;
  known.withRun ??= indexed([...fields, ...RUN_VARIABLES]);
  return known.withRun;
}

/** The first paths that hold all the words, and how many there are in all. */
export function search({ paths, texts }: Offer, text: string): { found: string[]; count: number } {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const found: string[] = [];
  let count = 0;
  texts.forEach((candidate, at) => {
    if (!words.every((word) => candidate.includes(word))) return;
    count += 1;
    const path = paths[at];
    if (path !== undefined && found.length < MOST_SHOWN) found.push(path);
  });
  return { found, count };
}

/** What does not fit about a mapping, told before the server is asked: pure, so that it is tested by example. */

import type { EntriesModel } from "../entries/use-component";
import type { ImportDraft } from "./draft";

export interface ColumnProblem {
  /** Key under `import.problems`. */
  problem: "nothing" | "doubled" | "required" | "key" | "noKey" | "id" | "readOnly";
  /** Title of the property in question, or the column's header. */
  property?: string;
}

/** What only the server knows: columns for properties that the user may not change. */
export function readOnlyColumns(errors: readonly { field: string; rule: string }[]): ColumnProblem[] {
  return errors.filter(({ rule }) => rule === "read_only").map(({ field }) => ({ problem: "readOnly", property: field.replace(/^columns\./, "") }));
}

type Model = Pick<EntriesModel, "properties" | "keys" | "property">;

export function columnProblems(columns: ImportDraft["columns"], key: ImportDraft["key"], model: Model): ColumnProblem[] {
  const targets = Object.values(columns).filter((target) => target !== null);
  const present = new Set(targets);
  const title = (name: string): string => model.property(name)?.title || name;
  const missing = (names: readonly string[], problem: ColumnProblem["problem"]): ColumnProblem[] =>
    names.filter((name) => !present.has(name)).map((name) => ({ problem, property: title(name) }));

  if (targets.length === 0) return [{ problem: "nothing" }];
  const doubled = [...present].filter((name) => targets.indexOf(name) !== targets.lastIndexOf(name));
  return [...doubled.map((name): ColumnProblem => ({ problem: "doubled", property: title(name) })), ...unmet()];

  function unmet(): ColumnProblem[] {
    if (key === "id") return present.has("id") ? [] : [{ problem: "id" }];
    if (key === "upsert") return model.keys.length === 0 ? [{ problem: "noKey" }] : missing(model.keys, "key");
    return missing(model.properties.filter(({ required }) => required).map(({ name }) => name), "required");
  }
}

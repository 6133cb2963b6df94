/** What can be set of a pivot field, by the type of its property. Pure. */

import type { FieldOption } from "@aqtra/model";
import type { JsonObject } from "@aqtra/model";

import { textOf } from "./props";
import { recordsOf } from "./record";

type BindType = FieldOption["type"];

const PERIODICAL: ReadonlySet<BindType> = new Set<BindType>(["date", "datetime"]);
const SUMMED: ReadonlySet<BindType> = new Set<BindType>(["integer", "number"]);
const ORDERED: ReadonlySet<BindType> = new Set<BindType>(["string", "date", "datetime", "time"]);
const UNGROUPED: ReadonlySet<BindType> = new Set<BindType>(["array", "file"]);

/** Lists and files have no value that entries could share. */
export function mayGroup(type: BindType): boolean {
  return !UNGROUPED.has(type);
}

export function summariesOf(type: BindType | undefined): readonly string[] {
  if (type === undefined || SUMMED.has(type)) return ["count", "sum", "average", "min", "max"];
  return ORDERED.has(type) ? ["count", "min", "max"] : ["count"];
}

/** A setting that says nothing for this field is not offered. */
export function isOffered(member: string, column: JsonObject, type: BindType | undefined): boolean {
  if (member === "group_interval") return type !== undefined && PERIODICAL.has(type);
  if (member === "summary") return column["area"] === "data";
  if (member === "sort_order") return column["area"] !== "data";
  return true;
}

/** The column with settings that fit its field: what fits none falls back to the first that does. */
export function fitted(column: JsonObject, type: BindType | undefined): JsonObject {
  const next = { ...column };
  if (!isOffered("group_interval", next, type)) delete next["group_interval"];
  const summaries = summariesOf(type);
  if (next["area"] !== "data") delete next["summary"];
  else if (!summaries.includes(textOf(next["summary"]) || "sum")) next["summary"] = summaries[0] ?? "count";
  return next;
}

/** What the builder calls it, otherwise its path. */
export function pivotTitle(column: JsonObject): string {
  const [title] = recordsOf([column["title"] ?? null]);
  const named = textOf(title?.["translation_value"]) || textOf(title?.["translation_key"]);
  return named || textOf(column["field"]).replace(/^data\./, "");
}

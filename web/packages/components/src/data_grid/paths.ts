/** Which members of the shown entries a grid needs, as OData options, and how to read them back. */
import type { Entry, FieldProperty } from "../model";
import type { ReferenceFields } from "../runtime-api";
import type { GridColumn, OrderField, ParamPair } from "../settings";
import { odataPath } from "../shared/odata";
import type { SortedColumn } from "./state";

const SYSTEM = new Set(["id", "name", "createdDate", "createDate", "updateDate", "creatorSubject", "changeAuthor", "updateSubject", "version"]);

/** First step of a path: the listed component's own field. */
export function headOf(field: string): string {
  return odataPath(field).split("/")[0] ?? "";
}

/** `$select` and `$expand` for the fields shown, and what to fetch of referenced entries. */
export function selection(fields: readonly string[], property: (field: string) => FieldProperty | undefined) {
  const select = new Set<string>();
  const expand = new Set<string>();
  const deep = new Map<string, ReferenceFields & { select: string[] }>();
  for (const field of fields) {
    const [head = "", next] = odataPath(field).split("/");
    select.add(head);
    const own = property(head);
    if (own?.type === "catalog" || own?.type === "array") expand.add(head);
    // The name comes with the reference itself.
    if (!next || next === "name" || next === "id" || own?.type !== "catalog" || !own.component) continue;
    const wanted = deep.get(head) ?? { field: head, component: own.component, select: [] };
    if (!wanted.select.includes(next)) wanted.select.push(next);
    deep.set(head, wanted);
  }
  return { select: [...select], expand: [...expand], references: [...deep.values()] };
}

/** Value at a path such as `data.supplier.City`; null where the way ends. */
export function readPath(row: Entry, field: string): unknown {
  let current: unknown = row;
  for (const part of odataPath(field).split("/")) {
    if (typeof current !== "object" || current === null) return null;
    const holder = current as Readonly<Record<string, unknown>>;
    const data = holder.data as Readonly<Record<string, unknown>> | undefined;
    current = SYSTEM.has(part) ? holder[part] : (data?.[part] ?? holder[part]);
  }
  return current ?? null;
}

/** The reader's sorting, otherwise the builder's, otherwise newest first. The server breaks ties by entry number. */
export function orderBy(sorting: readonly SortedColumn[], columns: readonly GridColumn[], defaults: readonly OrderField[]): string {
  const chosen = sorting.map(({ id, desc }) => ({ field: columns[Number(id)]?.fields?.[0], desc }));
  const fallback = defaults.map(({ field, direction }) => ({ field, desc: direction === "descending" }));
  const terms = (chosen.length > 0 ? chosen : fallback)
    .filter((term): term is { field: string; desc: boolean } => Boolean(term.field))
    .map(({ field, desc }) => `${odataPath(field)}${desc ? " desc" : ""}`);
  return terms.length > 0 ? terms.join(",") : "id desc";
}

/** Fields whose values commands of the grid or of its columns need. */
export function parameterSources(...maps: readonly (readonly ParamPair[] | undefined)[]): string[] {
  return maps.flatMap((map) => (map ?? []).map((pair) => pair.source)).filter((source): source is string => Boolean(source));
}

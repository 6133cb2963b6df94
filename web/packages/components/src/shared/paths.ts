/** Which members of the shown entries a collection needs, as OData options, and how to read them back. */
import type { Entry, FieldProperty } from "../model";
import type { ReferenceFields } from "../runtime-api";
import type { OrderField, ParamPair } from "../settings";
import { odataPath } from "./odata";

const SYSTEM = new Set(["id", "name", "createdDate", "createDate", "updateDate", "creatorSubject", "changeAuthor", "updateSubject", "version"]);

/** Whether values of a property are entries that can be expanded: an array of values holds none. */
export function refers(property: Pick<FieldProperty, "type" | "items"> | undefined): boolean {
  return property?.type === "catalog" || (property?.type === "array" && !property.items);
}

/** First step of a path: the listed component's own field. */
export function headOf(field: string): string {
  return odataPath(field).split("/")[0] ?? "";
}

/** `$select` and `$expand` for the fields shown, and what to fetch of referenced entries. */
export function selection(fields: readonly string[], property: (field: string) => FieldProperty | undefined) {
  const select = new Set<string>();
  const expand = new Set<string>();
  const deep = new Map<string, ReferenceFields & { select: string[]; expand: string[] }>();
  for (const field of fields) {
    const [head = "", next] = odataPath(field).split("/");
    select.add(head);
    const own = property(head);
    if (refers(own)) expand.add(head);
    // The name comes with the reference itself.
    if (!next || next === "name" || next === "id" || own?.type !== "catalog" || !own.component) continue;
    const wanted = deep.get(head) ?? { field: head, component: own.component, select: [], expand: [] };
    const behind = property(field);
    if (!wanted.select.includes(next)) wanted.select.push(next);
    if (refers(behind) && !wanted.expand.includes(next)) wanted.expand.push(next);
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

/** `$orderby` of fields and directions; the server breaks ties by entry number. Newest first when there are none. */
export function orderBy(order: readonly OrderField[]): string {
  const terms = order.filter(({ field }) => field !== "").map(({ field, direction }) => `${odataPath(field)}${direction === "descending" ? " desc" : ""}`);
  return terms.length > 0 ? terms.join(",") : "id desc";
}

/** Fields whose values commands of the grid or of its columns need. */
export function parameterSources(...maps: readonly (readonly ParamPair[] | undefined)[]): string[] {
  return maps.flatMap((map) => (map ?? []).map((pair) => pair.source)).filter((source): source is string => Boolean(source));
}

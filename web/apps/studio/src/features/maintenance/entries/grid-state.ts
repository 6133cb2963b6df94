/** What the grid asks the server: pure, so that it is tested by example. */

import type { FieldProperty, GridColumn } from "@aqtra/components";
import { buildFilter, columnRule, odataPath } from "@aqtra/components/grid";
import type { GridState } from "@aqtra/components/grid";

import { refers } from "./use-component";
import type { EntriesModel } from "./use-component";

/** More would neither be looked through nor drawn quickly; an opened entry shows all. */
export const MOST_COLUMNS = 30;

/** Number and name first, then the properties, then who changed the entry and when. */
export function gridColumns(model: EntriesModel): GridColumn[] {
  const own = model.properties.slice(0, MOST_COLUMNS).map(({ name }) => name);
  return ["id", "name", ...own, "updateDate", "changeAuthor"].map((field) => {
    const property = model.property(field);
    return { fields: [field], header_value: caption(field, property), sortable: isSortable(property), filterable: isFilterable(property), visible: true };
  });
}

function caption(field: string, property: FieldProperty | undefined): string {
  return property?.title || field;
}

function isSortable(property: FieldProperty | undefined): boolean {
  return property?.type !== "array" && property?.type !== "file" && property?.encrypted !== true;
}

function isFilterable(property: FieldProperty | undefined): boolean {
  return property?.type !== "array";
}

/** References come with the names of what they refer to. */
export function expanded(model: EntriesModel): string {
  const own = model.properties.slice(0, MOST_COLUMNS).filter(refers);
  return [...own.map(({ name }) => name), "changeAuthor"].join(",");
}

/** An opened entry also tells by name who created it. */
export function expandedEntry(model: EntriesModel): string {
  return `${expanded(model)},creatorSubject`;
}

export function filterOf(model: EntriesModel, columns: readonly GridColumn[], state: GridState, timeZone: string): string | undefined {
  const rules = Object.entries(state.filters)
    .map(([id, filter]) => columnRule(columns[Number(id)] ?? {}, filter))
    .filter((rule) => rule !== undefined);
  return buildFilter(rules, { property: model.property, timeZone });
}

/** What both ask for. */
export function bothOf(one: string | undefined, other: string | undefined): string | undefined {
  return one !== undefined && other !== undefined ? `(${one}) and (${other})` : (one ?? other);
}

export function orderOf(columns: readonly GridColumn[], state: GridState): string {
  const terms = state.sorting.flatMap(({ id, desc }) => {
    const field = columns[Number(id)]?.fields?.[0];
    return field ? [`${odataPath(field)}${desc ? " desc" : ""}`] : [];
  });
  return terms.length > 0 ? terms.join(",") : "id desc";
}

/**
 * Words as `$search` takes them: each must be found. Quotes would end a phrase, so they are left out of words.
 */
export function searchOf(text: string): string | undefined {
  const words = text.split(/\s+/).map((word) => word.replaceAll('"', "")).filter((word) => word !== "");
  return words.length > 0 ? words.map((word) => `"${word}"`).join(" ") : undefined;
}

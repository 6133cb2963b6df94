import { useState } from "react";

import type { FieldProperty } from "../model";
import type { EntriesResult, RuntimeApi } from "../runtime-api";
import type { GridColumn, Resolved } from "../settings";
import { isReference } from "../shared/display";
import { buildFilter, odataPath, resolveDynamic, resolveStatic } from "../shared/odata";
import type { dataGridSettings } from "./index";
import { headOf, orderBy, parameterSources, selection } from "./paths";
import { columnRule, type GridState } from "./state";

export type GridSettings = Resolved<typeof dataGridSettings>;

export interface GridData {
  entries: EntriesResult;
  pageSize: number;
  /** Property behind a field of the shown component. */
  property: (field: string) => FieldProperty | undefined;
  columns: readonly GridColumn[];
  hasFilters: boolean;
  /** False until the first Refresh of a grid that is loaded by hand. */
  asked: boolean;
  refresh: () => void;
}

const NOTHING: readonly never[] = [];

/** One request per state: filters of all kinds AND-ed, sorted and paged by the server. */
export function useGridData(settings: GridSettings, state: GridState, design: boolean, runtime: RuntimeApi): GridData {
  const columns = settings.columns ?? NOTHING;
  const dynamic = settings.dynamic_filters ?? NOTHING;
  const fixed = settings.static_filters ?? NOTHING;
  const order = settings.order_fields ?? NOTHING;
  const shown = [...columns.flatMap((column) => column.fields ?? []), ...parameterSources(settings.action_parameters, ...columns.map((column) => column.action_parameters))];
  const fields = [...new Set([...shown, ...shown.map(headOf), ...fixed.map((rule) => rule.field), ...dynamic.map((rule) => rule.field), ...order.map((rule) => rule.field)])];
  const properties = runtime.useProperties(settings.component, fields);
  const property = (field: string) => properties[fields.indexOf(field)];

  const source = settings.data_model_source;
  const current = runtime.useValues([source ?? "id", ...dynamic.map((rule) => rule.source)]);
  // With manual reload the form may change as it likes: its values count as they were at the last Refresh.
  const [atRefresh, setAtRefresh] = useState<readonly unknown[] | null>(null);
  const values = settings.manual_reload ? atRefresh : current;
  const asked = values !== null && !design;
  const [sourceValue, ...dynamicValues] = values ?? NOTHING;
  const rules = [
    ...fixed.map(resolveStatic),
    ...dynamic.map((rule, index) => resolveDynamic(rule, dynamicValues[index])),
    ...Object.entries(state.filters).map(([id, filter]) => columnRule(columns[Number(id)] ?? {}, filter)),
  ].filter((rule) => rule !== undefined);
  const ids = source ? referencedIds(sourceValue) : undefined;
  const filter = [ids && `id in (${ids.join(",")})`, buildFilter(rules, { property, timeZone: runtime.timeZone })].filter(Boolean).join(" and ");

  const pageSize = Math.max(1, state.pageSize ?? settings.page_size);
  const known = fields.length === 0 || properties.some((found) => found !== undefined);
  const asks = asked && settings.component && known && ids?.length !== 0;
  const { select, expand, references } = selection(shown.filter((field) => odataPath(field) !== ""), property);
  const entries = runtime.useEntries(
    asks && settings.component
      ? {
          component: settings.component,
          filter: filter || undefined,
          orderby: orderBy(state.sorting, columns, order),
          select,
          expand,
          references,
          top: pageSize,
          skip: state.page * pageSize,
          count: true,
        }
      : null,
  );
  const targets = expand.map((head) => property(head)?.component).filter((key) => key !== undefined && key !== null);
  const watched = asks && settings.component && !settings.manual_reload ? [...new Set([settings.component, ...targets])] : NOTHING;
  runtime.useEntryNews(watched, entries.refresh);
  const refresh = () => {
    if (settings.manual_reload) setAtRefresh(current);
    entries.refresh();
  };
  return { entries, pageSize, property, columns, asked, refresh, hasFilters: Object.keys(state.filters).length > 0 };
}

/** Entry numbers of a catalog or array value of the current entry. */
function referencedIds(value: unknown): number[] {
  return (Array.isArray(value) ? value : [value])
    .map((item: unknown) => (isReference(item) ? item.id : item))
    .filter((id): id is number => typeof id === "number");
}

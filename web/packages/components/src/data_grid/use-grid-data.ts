import type { FieldProperty } from "../model";
import type { EntriesResult, RuntimeApi } from "../runtime-api";
import type { GridColumn, Resolved } from "../settings";
import { odataPath } from "../shared/odata";
import { headOf, orderBy, parameterSources, selection } from "../shared/paths";
import { useCollection } from "../shared/use-collection";
import type { dataGridSettings } from "./index";
import { columnRule, type GridState, sortedFields } from "./state";

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
  /** Key of the component whose entries are shown. */
  shown: string | undefined;
  /** Entries are on their way for the first time. */
  loading: boolean;
  refresh: () => void;
}

const NOTHING: readonly never[] = [];

/** One request per state: filters of all kinds AND-ed, sorted and paged by the server. */
export function useGridData(settings: GridSettings, state: GridState, design: boolean, runtime: RuntimeApi): GridData {
  const columns = settings.columns ?? NOTHING;
  const shown = [...columns.flatMap((column) => column.fields ?? []), ...parameterSources(settings.action_parameters, ...columns.map((column) => column.action_parameters))];
  const rules = Object.entries(state.filters).map(([id, filter]) => columnRule(columns[Number(id)] ?? {}, filter));
  const collection = useCollection(settings, [...shown, ...shown.map(headOf)], rules, design, runtime);
  const { component, property, asked } = collection;

  const pageSize = Math.max(1, state.pageSize ?? settings.page_size);
  const { select, expand, references } = selection(shown.filter((field) => odataPath(field) !== ""), property);
  const entries = runtime.useEntries(
    component === undefined
      ? null
      : {
          component,
          filter: collection.filter,
          orderby: orderBy(state.sorting.length > 0 ? sortedFields(state.sorting, columns) : (settings.order_fields ?? NOTHING)),
          select,
          expand,
          references,
          top: pageSize,
          skip: state.page * pageSize,
          count: true,
        },
  );
  const targets = expand.map((head) => property(head)?.component).filter((key) => key !== undefined && key !== null);
  const watched = component !== undefined && !settings.manual_reload ? [...new Set([component, ...targets])] : NOTHING;
  runtime.useEntryNews(watched, entries.refresh);
  const refresh = () => {
    collection.refresh();
    entries.refresh();
  };
  const loading = asked && !collection.isEmpty && (entries.status === "loading" || (entries.status === "idle" && collection.shown !== undefined));
  return { entries, pageSize, property, columns, asked, shown: collection.shown, loading, refresh, hasFilters: Object.keys(state.filters).length > 0 };
}

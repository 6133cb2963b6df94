import type { Entry, GridColumn } from "@aqtra/components";
import { describeFilter, GridFrame, GridTable, initialGridState, toggleSorting } from "@aqtra/components/grid";
import type { ColumnFilter, GridState } from "@aqtra/components/grid";
import { ActionIcon, EmptyState } from "@aqtra/ui";
import { Box, Button, Chip, LinearProgress, Typography } from "@mui/material";
import { getCoreRowModel, useReactTable } from "@tanstack/react-table";
import { Inbox, RefreshCw, Rows3, Rows4 } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";

import { useWatchedEntries } from "../../../shared/live";
import { densityChosen, usePreferences } from "../../../shared/preferences";
import { ProblemState } from "../../../shared/problems";
import { useEntriesPage } from "../api";
import { useGridRuntime } from "./grid-runtime";
import { bothOf, expanded, filterOf, gridColumns, MOST_COLUMNS, orderOf, searchOf } from "./grid-state";
import { EntriesSearch } from "./entries-search";
import { KeysetPager } from "./keyset-pager";
import type { EntriesModel } from "./use-component";

/** What is shown now, in the words of a query: an export takes the same. */
export interface Shown {
  filter?: string;
  orderby?: string;
  search?: string;
  count?: number;
}

interface EntriesGridProps {
  model: EntriesModel;
  /** A filter that came with the address, beside those of the columns. */
  given: string | undefined;
  onForget: () => void;
  onOpen: (id: number) => void;
  onShown: (shown: Shown) => void;
  /** The one next step while there are no entries. */
  emptyAction?: React.ReactNode;
}

const PAGE_SIZES = [25, 50, 100];
const LOADING_ROWS = 10;
/** A pause in typing long enough to be one, short enough not to be felt. */
const TYPING_PAUSE_MS = 300;
const NO_ROWS: Entry[] = [];
const NOTHING_SELECTED: ReadonlySet<number> = new Set();

/** Entries of a component: searched, filtered, sorted and paged by the server. */
export function EntriesGrid({ model, given, onForget, onOpen, onShown, emptyAction }: EntriesGridProps) {
  const { t } = useTranslation("maintenance");
  const runtime = useGridRuntime();
  const { density } = usePreferences();
  const columns = useMemo(() => gridColumns(model), [model]);
  const [state, setState] = useState<GridState>(initialGridState);
  const [typed, setTyped] = useState("");
  const searched = usePause(typed);
  const [pageSize, setPageSize] = useState(PAGE_SIZES[0] ?? 25);
  const query = {
    component: model.key,
    filter: bothOf(given, filterOf(model, columns, state, runtime.timeZone)),
    orderby: orderOf(columns, state),
    search: searchOf(searched),
    expand: expanded(model),
    top: pageSize,
  };
  const paging = usePaging(JSON.stringify(query));
  const { page: last, current, error, isFetching, refetch } = useEntriesPage({ ...query, link: paging.link });
  const reload = useCallback(() => void refetch(), [refetch]);
  useWatchedEntries(model.key, reload);
  const failed = error !== undefined && !isFetching;
  // The rows of the page before stay while the next one is on its way: nothing jumps.
  const page = failed ? undefined : (current ?? last);
  const count = page?.count;
  const { filter, orderby, search } = query;
  useEffect(() => onShown({ filter, orderby, search, count }), [onShown, filter, orderby, search, count]);

  const rows = (page?.rows as Entry[] | undefined) ?? NO_ROWS;
  const limited = search !== undefined || filter !== undefined;
  // Read in this render and handed on whole; nothing of it is kept.
  // eslint-disable-next-line react-hooks/incompatible-library
  const table = useReactTable<Entry>({
    data: rows,
    columns: columns.map((column, at) => ({ id: String(at), header: column.header_value })),
    manualPagination: true,
    manualSorting: true,
    manualFiltering: true,
    getRowId: (row) => String(row.id),
    getCoreRowModel: getCoreRowModel(),
  });
  const property = (field: string) => model.property(field);
  const setFilter = (id: string, next: ColumnFilter | undefined): void => {
    const others = Object.entries(state.filters).filter(([column]) => column !== id);
    setState({ ...state, filters: Object.fromEntries(next ? [...others, [id, next]] : others) });
  };
  const clear = (): void => {
    setTyped("");
    setState({ ...state, filters: {} });
    if (given !== undefined) onForget();
  };

  return (
    <GridFrame data-dense={density === "compact" ? "" : undefined} aria-label={t("entries.of", { title: model.title })} aria-busy={isFetching}>
      <Box className="grid-toolbar">
        <EntriesSearch model={model} typed={typed} onType={setTyped} />
        {given !== undefined && <Chip label={t("entries.given")} color="primary" variant="outlined" onDelete={onForget} />}
        <Chips columns={columns} state={state} model={model} onRemove={(id) => setFilter(id, undefined)} />
        <Box sx={{ flexGrow: 1 }} />
        {model.properties.length > MOST_COLUMNS && (
          <Typography variant="body2" color="textSecondary">
            {t("entries.someColumns", { shown: MOST_COLUMNS, count: model.properties.length })}
          </Typography>
        )}
        <DensitySwitch />
        <ActionIcon icon={RefreshCw} name={t("refresh")} onClick={() => void refetch()} />
      </Box>
      <div className="grid-surface">
        {isFetching && page && <LinearProgress className="grid-progress" aria-label={t("loading")} />}
        <div className="grid-scroll">
          <GridTable
            table={table}
            columns={columns}
            state={state}
            label={t("entries.of", { title: model.title })}
            count={count}
            placeholders={!page && !failed ? LOADING_ROWS : 0}
            selectionMode="none"
            selected={NOTHING_SELECTED}
            property={property}
            runtime={runtime}
            design={false}
            caption={(column) => column.header_value ?? ""}
            onSort={(id, additive) => setState({ ...state, sorting: toggleSorting(state.sorting, id, additive) })}
            onFilter={setFilter}
            onRow={(row) => onOpen(row.id)}
            onCell={() => undefined}
            onSelect={() => undefined}
            onSelectAll={() => undefined}
          />
        </div>
        {failed && <ProblemState compact error={error} onRetry={() => void refetch()} />}
        {page && rows.length === 0 && (
          <EmptyState
            compact
            icon={Inbox}
            title={t(limited ? "entries.nothingFound" : "entries.none", { title: model.title })}
            text={t(limited ? "entries.nothingFoundText" : "entries.noneText")}
            action={limited ? <Button onClick={clear}>{t("entries.showAll")}</Button> : emptyAction}
          />
        )}
        {page && rows.length > 0 && (
          <KeysetPager
            from={paging.at * pageSize + 1}
            shown={rows.length}
            count={count}
            pageSize={pageSize}
            sizes={PAGE_SIZES}
            onPageSize={setPageSize}
            onFirst={paging.at > 0 ? paging.first : undefined}
            onPrevious={paging.at > 0 ? paging.previous : undefined}
            onNext={page.next === undefined ? undefined : () => paging.next(page.next)}
          />
        )}
      </div>
    </GridFrame>
  );
}

/** Pages of a keyset are known one after another: the way back is the way that was come. */
function usePaging(key: string) {
  const [way, setWay] = useState<{ key: string; links: (string | undefined)[] }>({ key, links: [undefined] });
  // Another question starts again at its first page.
  const links = way.key === key ? way.links : [undefined];
  return {
    link: links.at(-1),
    at: links.length - 1,
    first: () => setWay({ key, links: [undefined] }),
    previous: () => setWay({ key, links: links.slice(0, -1) }),
    next: (link: string | undefined) => setWay({ key, links: [...links, link] }),
  };
}

function usePause(value: string): string {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}

interface ChipsProps {
  columns: readonly GridColumn[];
  state: GridState;
  model: EntriesModel;
  onRemove: (id: string) => void;
}

function Chips({ columns, state, model, onRemove }: ChipsProps) {
  const { t } = useTranslation("components");
  const runtime = useGridRuntime();
  return Object.entries(state.filters).map(([id, filter]) => {
    const column = columns[Number(id)] ?? {};
    const text = describeFilter(column.header_value ?? "", filter, model.property(column.fields?.[0] ?? ""), runtime, t);
    return <Chip key={id} label={text} color="primary" variant="outlined" onDelete={() => onRemove(id)} aria-label={t("gridRemoveFilter", { filter: text })} />;
  });
}

function DensitySwitch() {
  const { t } = useTranslation();
  const dispatch = useDispatch();
  const { density } = usePreferences();
  const next = density === "compact" ? "comfortable" : "compact";
  return <ActionIcon icon={density === "compact" ? Rows3 : Rows4} name={t(`table.density.${next}`)} onClick={() => dispatch(densityChosen(next))} />;
}

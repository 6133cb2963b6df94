import Button from "@mui/material/Button";
import LinearProgress from "@mui/material/LinearProgress";
import { EmptyState, ErrorState } from "@aqtra/ui";
import { getCoreRowModel, useReactTable } from "@tanstack/react-table";
import { Inbox, TableProperties } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { ViewProps } from "../define";
import type { Entry } from "../model";
import type { GridColumn } from "../settings";
import { describeFilter } from "./describe-filter";
import { GridTable } from "./grid-table";
import type { dataGridSettings } from "./index";
import { Pager } from "./pager";
import { selectRow } from "./selection";
import { type GridState, initialGridState, toggleSorting } from "./state";
import { GridFrame } from "./styles";
import { Toolbar } from "./toolbar";
import { useGridCommands } from "./use-grid-commands";
import { useGridData } from "./use-grid-data";
import { useGridEvents } from "./use-grid-events";

const NO_ROWS: Entry[] = [];
const NO_SELECTION: ReadonlySet<number> = new Set();
/** Rows on the canvas and while loading: enough to see the shape. */
const DESIGN_ROWS = 3;
const LOADING_ROWS = 10;

export function DataGridView({ node, settings, runtime, design }: ViewProps<typeof dataGridSettings>) {
  const { t } = useTranslation("components");
  const [state, setState] = runtime.useElementState<GridState>(node, initialGridState);
  const [selected, setSelected] = useState(NO_SELECTION);
  const anchor = useRef<number>();
  const data = useGridData(settings, state, design, runtime);
  const shownComponent = runtime.useComponent(data.shown);
  const commands = useGridCommands(node, settings, data.shown, runtime);
  const { asked, entries, columns, loading, pageSize } = data;
  const captions = columns.map(caption);
  const styles = runtime.useStyles(node);
  useGridEvents(node, settings, state, data, captions, runtime, design);
  const rows = design ? NO_ROWS : entries.rows;

  // Read in this render and handed on whole; nothing of it is kept.
  // eslint-disable-next-line react-hooks/incompatible-library
  const table = useReactTable<Entry>({
    data: rows as Entry[],
    columns: captions.map((header, index) => ({ id: String(index), header })),
    state: {
      columnVisibility: Object.fromEntries(columns.map((column, index) => [String(index), column.visible !== false])),
      pagination: { pageIndex: state.page, pageSize },
      sorting: [...state.sorting],
    },
    manualPagination: true,
    manualSorting: true,
    manualFiltering: true,
    getRowId: (row) => String(row.id),
    getCoreRowModel: getCoreRowModel(),
  });

  function caption(column: GridColumn, index: number): string {
    const text = runtime.text({ translation_key: column.header_key ?? "", translation_value: column.header_value ?? "" });
    return text || data.property(column.fields?.[0] ?? "")?.title || t("gridColumn", { number: index + 1 });
  }
  /** Whatever changes which rows are shown starts again at the first page. */
  const change = (part: Partial<GridState>) => {
    setState({ ...state, page: 0, ...part });
  };
  const select = (next: ReadonlySet<number>) => {
    setSelected(next);
    void runtime.emit(node, "on_rows_selected", rows.filter((row) => next.has(row.id)));
  };
  const setFilter = (id: string, filter: GridState["filters"][string] | undefined) => {
    const others = Object.entries(state.filters).filter(([column]) => column !== id);
    change({ filters: Object.fromEntries(filter ? [...others, [id, filter]] : others) });
  };

  const lastPage = Math.max(0, Math.ceil((entries.count ?? 0) / pageSize) - 1);
  const isBeyond = !design && entries.status === "ready" && entries.count !== undefined && state.page > lastPage;
  useEffect(() => {
    // Others may remove what the last page showed.
    if (isBeyond) setState({ ...state, page: lastPage });
  }, [isBeyond, lastPage, state, setState]);

  const placeholders = design ? DESIGN_ROWS : loading ? Math.min(pageSize, LOADING_ROWS) : 0;
  const isEmpty = !design && !loading && rows.length === 0 && entries.status !== "failed";
  const chips = Object.entries(state.filters).map(([id, filter]) => {
    const column = columns[Number(id)] ?? {};
    return { id, text: describeFilter(caption(column, Number(id)), filter, data.property(column.fields?.[0] ?? ""), runtime, t) };
  });

  return (
    <GridFrame data-dense={state.dense ? "" : undefined} aria-busy={loading || entries.status === "refreshing"}>
      <Toolbar
        showAdd={settings.show_add_button && shownComponent?.mayCreate !== false}
        chips={chips}
        selected={selected.size}
        dense={state.dense}
        onAdd={commands.add}
        onRefresh={data.refresh}
        onDense={(dense) => {
          setState({ ...state, dense });
        }}
        onRemoveFilter={(id) => {
          setFilter(id, undefined);
        }}
      />
      <div className="grid-surface" style={{ maxHeight: cssSize(settings.height) ? "100%" : undefined }}>
        {entries.status === "refreshing" && <LinearProgress className="grid-progress" />}
        {columns.length > 0 && (
          <div className="grid-scroll">
            <GridTable
              table={table}
              columns={columns}
              state={state}
              label={t("gridLabel", { component: shownComponent?.title ?? "" })}
              count={entries.count}
              placeholders={placeholders}
              selectionMode={settings.selection_mode}
              selected={selected}
              property={data.property}
              runtime={runtime}
              design={design}
              styles={styles}
              caption={caption}
              onSort={(id, additive) => {
                change({ sorting: toggleSorting(state.sorting, id, additive) });
              }}
              onFilter={setFilter}
              onRow={commands.row}
              onCell={commands.cell}
              onSelect={(row, modifiers) => {
                select(selectRow({ mode: settings.selection_mode, rows, selected, id: row.id, anchor: anchor.current, ...modifiers }));
                if (!modifiers.range) anchor.current = row.id;
              }}
              onSelectAll={(all) => {
                select(all ? new Set(rows.map((row) => row.id)) : NO_SELECTION);
              }}
            />
          </div>
        )}
        {design && (!data.shown || columns.length === 0) && (
          <EmptyState compact icon={TableProperties} title={t(data.shown ? "gridNoColumns" : "gridNoComponent")} />
        )}
        {entries.status === "failed" && (
          <ErrorState compact title={entries.failure?.message} text={null} traceId={entries.failure?.traceId} onRetry={data.refresh} />
        )}
        {isEmpty && (
          <EmptyState
            compact
            icon={Inbox}
            title={t("gridEmpty")}
            text={!asked ? t("gridManual") : data.hasFilters ? t("gridEmptyFiltered") : undefined}
            action={
              data.hasFilters ? (
                <Button
                  size="small"
                  onClick={() => {
                    change({ filters: {} });
                  }}
                >
                  {t("gridClearFilters")}
                </Button>
              ) : undefined
            }
          />
        )}
        {(design || (entries.count ?? 0) > 0) && (
          <Pager
            page={state.page}
            pageSize={pageSize}
            count={entries.count ?? 0}
            locale={runtime.locale}
            onPage={(page) => {
              change({ page });
            }}
            onPageSize={(size) => {
              change({ pageSize: size });
            }}
          />
        )}
      </div>
    </GridFrame>
  );
}

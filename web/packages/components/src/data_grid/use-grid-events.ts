import { useEffect } from "react";

import type { Element } from "../model";
import type { RuntimeApi } from "../runtime-api";
import { useCollectionEvents } from "../shared/use-collection-events";
import { useLatest } from "../shared/use-latest";
import { type GridState, sortedFields } from "./state";
import type { GridData, GridSettings } from "./use-grid-data";

/** A column as scripts are told of it. */
export interface ColumnAbout {
  /** Position in the settings: parts of a grid are styled by it. */
  readonly index: number;
  readonly name: string;
  readonly fields: readonly string[];
}

/** What the reader has done to a grid, as scripts are told of it. Pages count from 1. */
export interface TableAbout {
  readonly page: number;
  readonly pageSize: number;
  readonly sort: readonly { readonly field: string; readonly direction?: string | undefined }[];
  readonly filter: readonly { readonly field: string; readonly operator: string; readonly values: readonly unknown[] }[];
}

/**
 * Tells scripts what happened. What is drawn is told in one piece, whatever the number of rows and columns,
 * and only when a function is named for it.
 */
export function useGridEvents(element: Element, settings: GridSettings, state: GridState, data: GridData, captions: readonly string[], runtime: RuntimeApi, design: boolean) {
  const { columns, pageSize, refresh } = data;
  const { status, rows } = data.entries;
  const told = useLatest({ element, columns: columnsAbout(data, captions), table: tableAbout(state, pageSize, columns) });
  useCollectionEvents(element, data.entries, refresh, design, runtime);

  const shown = JSON.stringify([columns, captions]);
  useEffect(() => {
    if (design || status !== "ready") return;
    const { element: node, columns: about } = told.current;
    if (settings.on_header_changed) void runtime.emit(node, "on_header_changed", about);
    if (settings.on_row_changed) void runtime.emit(node, "on_row_changed", rows);
    if (settings.on_cell_changed) void runtime.emit(node, "on_cell_changed", rows, about);
  }, [design, status, rows, shown, told, runtime, settings.on_header_changed, settings.on_cell_changed, settings.on_row_changed]);

  useEffect(() => {
    if (!design && status === "ready") void runtime.emit(told.current.element, "on_table_changed", told.current.table);
  }, [design, status, rows, state, told, runtime]);
}

function columnsAbout({ columns }: GridData, captions: readonly string[]): ColumnAbout[] {
  const about = columns.map(({ fields = [] }, index) => ({ index, name: captions[index] ?? "", fields }));
  return about.filter(({ index }) => columns[index]?.visible !== false);
}

function tableAbout({ page, sorting, filters }: GridState, pageSize: number, columns: GridData["columns"]): TableAbout {
  return {
    page: page + 1,
    pageSize,
    sort: sortedFields(sorting, columns),
    filter: Object.entries(filters).map(([id, { operator, values }]) => ({ field: columns[Number(id)]?.fields?.[0] ?? "", operator, values })),
  };
}

import { useEffect } from "react";

import type { Element } from "../model";
import type { EntriesResult, RuntimeApi } from "../runtime-api";
import { useCollectionEvents } from "../shared/use-collection-events";
import type { GridState } from "./state";
import type { GridSettings } from "./use-grid-data";

/** Tells scripts what happened. Per-row and per-cell events only go out when a function is named for them. */
export function useGridEvents(element: Element, settings: GridSettings, state: GridState, entries: EntriesResult, runtime: RuntimeApi, design: boolean) {
  const { status, rows } = entries;
  useCollectionEvents(element, entries, design, runtime);

  useEffect(() => {
    if (design || status !== "ready") return;
    for (const [index, column] of (settings.columns ?? []).entries()) {
      if (settings.on_header_changed) runtime.emit(element, "on_header_changed", column);
      if (settings.on_cell_changed) for (const row of rows) runtime.emit(element, "on_cell_changed", row, index);
    }
    if (settings.on_row_changed) for (const row of rows) runtime.emit(element, "on_row_changed", row);
  }, [design, status, rows, element, runtime, settings.columns, settings.on_header_changed, settings.on_cell_changed, settings.on_row_changed]);

  useEffect(() => {
    if (!design && status === "ready") runtime.emit(element, "on_table_changed", state);
  }, [design, status, rows, state, element, runtime]);
}

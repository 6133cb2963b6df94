import { useEffect, useRef } from "react";

import type { Element } from "../model";
import type { EntriesResult, RuntimeApi } from "../runtime-api";
import { useLatest } from "./use-latest";

type Loaded = Pick<EntriesResult, "status"> & { readonly rows: readonly unknown[] };

/** Tells scripts when the element is first drawn, and after every load of rows; they may ask for the rows anew. */
export function useCollectionEvents(element: Element, { status, rows }: Loaded, refresh: () => void, design: boolean, runtime: RuntimeApi): void {
  const told = useRef(false);
  // A script may answer with changes to the element itself; they are no new rows.
  const latest = useLatest(element);
  runtime.useRefreshes(element, refresh);
  useEffect(() => {
    if (design || told.current) return;
    told.current = true;
    void runtime.emit(latest.current, "on_loaded");
  }, [design, latest, runtime]);

  useEffect(() => {
    if (!design && status === "ready") void runtime.emit(latest.current, "on_datasource_loaded", rows);
  }, [design, status, rows, latest, runtime]);
}

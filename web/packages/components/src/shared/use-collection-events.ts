import { useEffect, useRef } from "react";

import type { Element } from "../model";
import type { EntriesResult, RuntimeApi } from "../runtime-api";

/** Tells scripts when the element is first drawn, and after every load of rows. */
export function useCollectionEvents(element: Element, { status, rows }: Pick<EntriesResult, "status"> & { readonly rows: readonly unknown[] }, design: boolean, runtime: RuntimeApi): void {
  const told = useRef(false);
  useEffect(() => {
    if (design || told.current) return;
    told.current = true;
    void runtime.emit(element, "on_loaded");
  }, [design, element, runtime]);

  useEffect(() => {
    if (!design && status === "ready") void runtime.emit(element, "on_datasource_loaded", rows);
  }, [design, status, rows, element, runtime]);
}

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";

import type { Element, Entry } from "../../model";
import type { RuntimeApi } from "../../runtime-api";
import { useLatest } from "../../shared/use-latest";
import type { ListData, ListSettings } from "../use-list-data";
import { type DropList, dropLists, placedRows } from "./lists";

export interface Dropping {
  /** Undefined until the list is on screen, and for lists that allow no dragging. */
  readonly list: DropList | undefined;
  readonly root: (element: HTMLElement | null) => void;
  /** With cards where they were dropped. */
  readonly rows: readonly Entry[];
  /** Where the dragged card would land here; undefined while it would not. */
  readonly landing: number | undefined;
  readonly dragged: number | undefined;
}

/** Makes a list take part in dragging. */
export function useDropList(node: Element, settings: ListSettings, label: string, data: ListData, rows: readonly Entry[], runtime: RuntimeApi): Dropping {
  const enabled = settings.enable_drag_and_drop;
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const latest = useLatest(data);
  const handle = useMemo(
    () => ({
      element: node,
      scope: runtime.scope,
      refresh: () => {
        latest.current.refresh();
      },
      filterValue: (field: string) => latest.current.filterValue(field),
    }),
    [node, runtime.scope, latest],
  );
  const { drag_and_drop_group: group, orientation, number_of_columns: columns } = settings;
  const list = useMemo<DropList | undefined>(
    () =>
      enabled && root
        ? {
            root,
            group: group ?? "",
            label,
            sideways: orientation === "horizontal" || columns > 1,
            handle,
            dropped: (source, entry, oldIndex, newIndex) => runtime.emit(node, "on_drop", handle, source, entry, oldIndex, newIndex),
          }
        : undefined,
    [enabled, root, group, label, orientation, columns, handle, runtime, node],
  );
  useEffect(() => (list ? dropLists.register(list) : undefined), [list]);

  const placements = useSyncExternalStore(dropLists.subscribe, () => dropLists.read().placements);
  const dragged = useSyncExternalStore(dropLists.subscribe, () => dropLists.read().drag?.entry.id);
  const landing = useSyncExternalStore(dropLists.subscribe, () => {
    const to = dropLists.read().drag?.to;
    return to?.list.handle === handle ? to.index : undefined;
  });
  const own = useMemo(() => placements.filter((placement) => placement.list === handle), [placements, handle]);
  const { status } = data.entries;
  const before = useRef({ status, rows });
  useEffect(() => {
    // What was read after the handler had run says where the card is; a list that reads nothing waits for nothing.
    const hasRead = (before.current.status === "refreshing" && status !== "refreshing") || before.current.rows !== rows;
    if (hasRead || status === "idle" || status === "failed") dropLists.forget(handle, ({ settled }) => settled);
    before.current = { status, rows };
  }, [status, rows, handle, own]);
  useEffect(
    () => () => {
      dropLists.forget(handle, () => true);
    },
    [handle],
  );
  return {
    list,
    root: useCallback((element) => {
      setRoot(element);
    }, []),
    rows: useMemo(() => placedRows(rows, own), [rows, own]),
    landing,
    dragged,
  };
}

import { useMemo } from "react";

import type { Element } from "../model";
import type { EntriesResult, RuntimeApi } from "../runtime-api";
import type { Resolved } from "../settings";
import { odataPath } from "../shared/odata";
import { headOf, orderBy, parameterSources, selection } from "../shared/paths";
import { type Collection, useCollection } from "../shared/use-collection";
import type { listViewSettings } from "./index";
import { templatePaths } from "./template";

export type ListSettings = Resolved<typeof listViewSettings>;

export interface ListData extends Pick<Collection, "shown" | "asked" | "property" | "filterValue"> {
  readonly entries: EntriesResult;
  readonly pageSize: number;
  /** Entries are on their way for the first time. */
  readonly loading: boolean;
  /** What the cards show of their entries. */
  readonly paths: readonly string[];
  readonly refresh: () => void;
}

const NOTHING: readonly never[] = [];
/** The server's own limit of a page. */
const LARGEST_PAGE = 1000;

/** One request for a page of entries with everything that their cards show. */
export function useListData(node: Element, settings: ListSettings, page: number, design: boolean, runtime: RuntimeApi): ListData {
  const inCards = useMemo(() => templatePaths(node.children), [node]);
  const wanted = [...inCards, ...parameterSources(settings.action_parameters)];
  const collection = useCollection(settings, [...wanted, ...wanted.map(headOf)], NOTHING, design, runtime);
  const { property } = collection;
  // Whose entries they are must be known: paths may also lead to other collections of the page.
  const known = runtime.useComponent(collection.shown) !== undefined;
  const own = wanted.filter((path) => odataPath(path) !== "" && property(headOf(path)) !== undefined);
  const { select, expand, references } = selection(own, property);
  const pageSize = pageSizeOf(settings);
  const entries = runtime.useEntries(
    collection.component === undefined || !known
      ? null
      : {
          component: collection.component,
          filter: collection.filter,
          orderby: orderBy(settings.order_fields ?? NOTHING),
          select: [...new Set(["name", ...select])],
          expand,
          references,
          top: pageSize,
          skip: page * pageSize,
          count: !settings.hide_page_selector,
        },
  );
  const targets = expand.map((head) => property(head)?.component).filter((key) => key !== undefined && key !== null);
  const watched = collection.component !== undefined && !settings.manual_reload ? [...new Set([collection.component, ...targets])] : NOTHING;
  runtime.useEntryNews(watched, entries.refresh);
  return {
    entries,
    pageSize,
    loading: collection.asked && !collection.isEmpty && collection.shown !== undefined && (entries.status === "loading" || entries.status === "idle"),
    paths: inCards,
    shown: collection.shown,
    asked: collection.asked,
    property,
    filterValue: collection.filterValue,
    refresh: () => {
      collection.refresh();
      entries.refresh();
    },
  };
}

/** A vertical list with a number of rows shows no more cards than these rows and its columns hold. */
function pageSizeOf({ page_size: size, number_of_rows: rows, number_of_columns: columns, orientation }: ListSettings): number {
  const places = rows && rows > 0 && orientation === "vertical" ? rows * Math.max(1, columns) : LARGEST_PAGE;
  return Math.max(1, Math.min(size, places, LARGEST_PAGE));
}

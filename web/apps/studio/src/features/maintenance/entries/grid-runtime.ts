/** What the grid's parts ask of the page around them, answered by Studio: the reader's zone and names of entries. */

import { createDesignRuntime } from "@aqtra/components";
import type { EntriesResult, EntriesQuery as RuntimeQuery, RuntimeApi } from "@aqtra/components";
import { skipToken } from "@reduxjs/toolkit/query";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { problemText } from "../../../shared/problems";
import { useEntriesPage } from "../api";

const NOTHING: EntriesResult["rows"] = [];

function useEntries(query: RuntimeQuery | null, t: TFunction): EntriesResult {
  const { page: data, error, isFetching, refetch } = useEntriesPage(
    query
      ? {
          component: query.component,
          filter: query.filter,
          orderby: query.orderby,
          search: query.search,
          select: query.select?.join(","),
          top: query.top,
          skip: query.skip,
        }
      : skipToken,
  );
  const status = !query ? "idle" : error ? "failed" : !data ? "loading" : isFetching ? "refreshing" : "ready";
  return {
    rows: data?.rows ?? NOTHING,
    count: data?.count,
    status,
    failure: error ? { message: problemText(error, t) } : undefined,
    refresh: () => void refetch(),
  };
}

/** Keeps its identity for the life of the screen, as the grid's parts expect. */
export function useGridRuntime(): RuntimeApi {
  const { t } = useTranslation("maintenance");
  return useMemo(() => {
    const runtime = createDesignRuntime({
      component: "",
      locale: navigator.language,
      components: () => undefined,
      property: () => undefined,
    });
    return { ...runtime, useEntries: (query) => useEntries(query, t) };
  }, [t]);
}

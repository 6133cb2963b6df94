/** RuntimeApi of a live page: subscriptions to the form, the server's rows, and commands. */
import type { EntriesQuery, EntriesResult, GridStyles, RuntimeApi } from "@aqtra/components";
import { skipToken } from "@reduxjs/toolkit/query";
import type { TFunction } from "i18next";
import { shallowEqual, useDispatch, useSelector } from "react-redux";

import { useDefinition, useProperties } from "../definitions";
import { formActions, type RuntimeRoot, selectForm, selectPageOf } from "../form/slice";
import { readModel } from "../form/values";
import { problemText } from "../messages";
import { problemOf, useEntriesPageQuery } from "../server";
import { dropUpload, fileUrl, sendFile, useFile, useNoImage } from "./files";
import { useRefreshes } from "./refreshes";
import { useEntryNews } from "./use-entry-news";

export interface RuntimeParts {
  readonly form: string;
  readonly component: string;
  readonly locale: string;
  readonly t: TFunction<"runtime">;
  readonly text: RuntimeApi["text"];
  readonly runCommand: RuntimeApi["runCommand"];
  readonly follow: RuntimeApi["follow"];
  readonly emit: RuntimeApi["emit"];
  readonly emitIn: RuntimeApi["emitIn"];
}

const NO_STYLES: GridStyles = {};
const NO_ROWS: EntriesResult["rows"] = [];

export function createRuntime(parts: RuntimeParts): RuntimeApi {
  const { form, component, t } = parts;
  return {
    component,
    scope: form,
    locale: parts.locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    text: parts.text,
    runCommand: parts.runCommand,
    follow: parts.follow,
    fileUrl,
    useFile: (source, about) => useFile(form, component, source, about, { useProperties }, t),
    useNoImage,
    sendFile: (upload, options) => sendFile(component, upload, options, t, parts.locale),
    dropUpload: (upload) => {
      dropUpload(component, upload);
    },
    emit: parts.emit,
    emitIn: parts.emitIn,
    useStyles: (element) => {
      const ofAll = useSelector((state: RuntimeRoot) => selectPageOf(state, form)?.styles[element.id]);
      return useSelector((state: RuntimeRoot) => selectForm(state, form)?.styles[element.id]) ?? ofAll ?? NO_STYLES;
    },
    useRefreshes,
    useProperties,
    useComponent: (key) => {
      const definition = useDefinition(key);
      return definition && { key: definition.key, title: definition.title, properties: definition.properties, mayCreate: true };
    },
    useEntries: (query) => useEntries(query, t),
    useEntryNews,
    useValues: (paths) =>
      useSelector((state: RuntimeRoot) => {
        const model = selectForm(state, form);
        return paths.map((path) => (model ? readModel(model, path) : null));
      }, shallowEqual),
    useBusy: (element) => useSelector((state: RuntimeRoot) => selectForm(state, form)?.busy.includes(element.id) ?? false),
    useIsNew: () => useSelector((state: RuntimeRoot) => (selectForm(state, form)?.head.id ?? 0) === 0),
    useElementState: <State>(element: { id: string }, initial: State) => {
      const dispatch = useDispatch();
      const stored = useSelector((state: RuntimeRoot) => selectForm(state, form)?.elements[element.id] as State | undefined);
      return [stored ?? initial, (value: State) => dispatch(formActions.elementStateChanged({ form, element: element.id, value }))] as const;
    },
  };
}

function useEntries(query: EntriesQuery | null, t: TFunction<"runtime">): EntriesResult {
  const { data, error, isFetching, isLoading, isUninitialized, isError, refetch } = useEntriesPageQuery(query ?? skipToken, {
    refetchOnMountOrArgChange: true,
  });
  const problem = isError ? problemOf(error) : undefined;
  return {
    rows: isError || query === null ? NO_ROWS : (data?.rows ?? NO_ROWS),
    count: isError || query === null ? undefined : data?.count,
    status: isUninitialized || query === null ? "idle" : isLoading ? "loading" : isFetching ? "refreshing" : isError ? "failed" : "ready",
    failure: problem && { message: problemText(problem, t), traceId: problem.trace_id },
    refresh: () => {
      if (!isUninitialized) void refetch();
    },
  };
}

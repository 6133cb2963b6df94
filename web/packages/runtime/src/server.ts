/** What the runtime asks of the server, on top of the generated client. */
import { type Entry, type EntriesQuery, isReference, type ReferenceFields } from "@aqtra/components";
import type { Envelope, Problem } from "@aqtra/api";
import { isProblem, toProblem } from "@aqtra/api";
import { api } from "@aqtra/api/client";
import type { ThunkDispatch, UnknownAction } from "@reduxjs/toolkit";

export interface EntriesPage {
  readonly rows: readonly Entry[];
  readonly count: number | undefined;
}

export type Dispatch = ThunkDispatch<unknown, unknown, UnknownAction>;

const listArguments = (query: Omit<EntriesQuery, "references">) => ({
  component: query.component,
  $filter: query.filter,
  $orderby: query.orderby,
  $search: query.search,
  $select: query.select?.join(",") || undefined,
  $expand: query.expand?.join(",") || undefined,
  $top: String(query.top),
  $skip: query.skip ? String(query.skip) : undefined,
  $count: query.count ? "true" : undefined,
});

/** A collection's rows together with the asked fields of the entries they refer to. */
const entriesApi = api.enhanceEndpoints({ addTagTypes: ["EntriesPage"] }).injectEndpoints({
  endpoints: (build) => ({
    entriesPage: build.query<EntriesPage, EntriesQuery>({
      providesTags: ["EntriesPage"],
      queryFn: async ({ references = [], ...query }, { dispatch }) => {
        try {
          const page = await list(dispatch, query);
          const found = await Promise.all(references.map((wanted) => fetchReferenced(dispatch, page.rows, wanted)));
          return { data: { ...page, rows: references.reduce((rows, wanted, index) => attach(rows, wanted, found[index]), page.rows) } };
        } catch (error) {
          return { error: problemOf(error) };
        }
      },
    }),
  }),
});

export const { useEntriesPageQuery } = entriesApi;

/** Every collection on screen reads its rows again. */
export function reloadEntries(dispatch: Dispatch): void {
  dispatch(entriesApi.util.invalidateTags(["EntriesPage"]));
}

/** Definitions that are open are read again: they hold what the reader may do. */
export function reloadDefinitions(dispatch: Dispatch, getState: () => unknown): void {
  const state = getState() as Parameters<ReturnType<typeof api.endpoints.getDefinition.select>>[0];
  for (const { key } of api.util.selectCachedArgsForQuery(state, "getDefinition")) {
    void dispatch(api.endpoints.getDefinition.initiate({ key }, { forceRefetch: true, subscribe: false }));
  }
}

async function list(dispatch: Dispatch, query: Omit<EntriesQuery, "references">): Promise<EntriesPage> {
  const answer = await dispatch(api.endpoints.listEntries.initiate(listArguments(query), { forceRefetch: true, subscribe: false })).unwrap();
  return { rows: answer.value, count: answer["@odata.count"] ?? undefined };
}

async function fetchReferenced(dispatch: Dispatch, rows: readonly Entry[], wanted: ReferenceFields) {
  const ids = [...new Set(rows.map((row) => row.data[wanted.field]).filter(isReference).map((reference) => reference.id))];
  if (ids.length === 0) return new Map<number, Entry>();
  const { rows: found } = await list(dispatch, { component: wanted.component, filter: `id in (${ids.join(",")})`, select: wanted.select, top: ids.length });
  return new Map(found.map((entry) => [entry.id, entry]));
}

function attach(rows: readonly Entry[], { field }: ReferenceFields, found: ReadonlyMap<number, Entry> | undefined): readonly Entry[] {
  return rows.map((row) => {
    const reference = row.data[field];
    const entry = isReference(reference) ? found?.get(reference.id) : undefined;
    return entry && isReference(reference) ? { ...row, data: { ...row.data, [field]: { ...reference, data: entry.data } } } : row;
  });
}

export async function fetchEntry(dispatch: Dispatch, component: string, id: number, expand: readonly string[] = []): Promise<Entry> {
  return dispatch(
    api.endpoints.getEntry.initiate({ component, entryId: id, $expand: expand.join(",") || undefined }, { forceRefetch: true, subscribe: false }),
  ).unwrap();
}

/** How often a run that outlived the interactive limit is asked for: quickly at first, then calmly. */
const POLL_MS = [500, 1000, 2000, 5000] as const;

/** Runs a flow by the element that was used and waits for its end, also when the server lets it go on in the background. */
export async function runFlow(dispatch: Dispatch, component: string, flow: string, action: string, model: Record<string, unknown>): Promise<Envelope> {
  let envelope = await dispatch(api.endpoints.runFlow.initiate({ component, flow, runRequest: { model, action } }, { track: false })).unwrap();
  for (let round = 0; envelope.status === "queued" || envelope.status === "running"; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS[Math.min(round, POLL_MS.length - 1)]));
    envelope = await dispatch(api.endpoints.getRun.initiate({ runId: envelope.runId }, { forceRefetch: true, subscribe: false })).unwrap();
  }
  return envelope;
}

/** Anything thrown on the way to the server, as a problem. */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error;
  return { ...toProblem(0, null), detail: error instanceof Error ? error.message : "" };
}

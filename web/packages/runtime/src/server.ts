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
  $apply: query.apply,
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
          const page = await pages(dispatch, query);
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

/** The server's own limit of a page. */
const LARGEST_PAGE = 1000;
/** References asked for at once: their numbers stand in the address. */
const MOST_IDS = 500;

interface Part extends EntriesPage {
  /** Where the next page begins. */
  readonly token: string | undefined;
}

async function list(dispatch: Dispatch, query: Omit<EntriesQuery, "references">, token?: string): Promise<Part> {
  const options = token === undefined ? listArguments(query) : { ...listArguments(query), $skip: undefined, $skiptoken: token };
  const answer = await dispatch(api.endpoints.listEntries.initiate(options, { forceRefetch: true, subscribe: false })).unwrap();
  const link = answer["@odata.nextLink"];
  const next = link ? new URL(link, location.origin).searchParams.get("$skiptoken") : null;
  return { rows: answer.value, count: answer["@odata.count"] ?? undefined, token: next ?? undefined };
}

/** As many rows as are asked for, also where that takes several pages. */
async function pages(dispatch: Dispatch, query: Omit<EntriesQuery, "references">): Promise<EntriesPage> {
  let part = await list(dispatch, { ...query, top: Math.min(query.top, LARGEST_PAGE) });
  const { count } = part;
  const rows = [...part.rows];
  while (part.rows.length === LARGEST_PAGE && rows.length < query.top) {
    const top = Math.min(query.top - rows.length, LARGEST_PAGE);
    // Groups have no pages that go on.
    const skip = query.apply === undefined ? undefined : (query.skip ?? 0) + rows.length;
    if (skip === undefined && part.token === undefined) break;
    part = await list(dispatch, { ...query, top, skip, count: false }, skip === undefined ? part.token : undefined);
    rows.push(...part.rows);
  }
  return { rows, count };
}

async function fetchReferenced(dispatch: Dispatch, rows: readonly Entry[], wanted: ReferenceFields) {
  const ids = [...new Set(rows.map((row) => row.data[wanted.field]).filter(isReference).map((reference) => reference.id))];
  const entries = new Map<number, Entry>();
  for (let from = 0; from < ids.length; from += MOST_IDS) {
    const some = ids.slice(from, from + MOST_IDS);
    const { rows: found } = await list(dispatch, { component: wanted.component, filter: `id in (${some.join(",")})`, select: wanted.select, expand: wanted.expand, top: some.length });
    for (const entry of found) entries.set(entry.id, entry);
  }
  return entries;
}

function attach(rows: readonly Entry[], { field, select }: ReferenceFields, found: ReadonlyMap<number, Entry> | undefined): readonly Entry[] {
  return rows.map((row) => {
    const reference = row.data[field];
    if (!isReference(reference) || !found) return row;
    const entry = found.get(reference.id);
    // Of an entry that its reader may not see there is nothing to show, and nothing to ask for again.
    const data = Object.fromEntries(select.map((name) => [name, entry?.data[name] ?? null]));
    return { ...row, data: { ...row.data, [field]: { ...reference, data } } };
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
export async function runFlow(dispatch: Dispatch, component: string, flow: string, action: string | undefined, model: Record<string, unknown>): Promise<Envelope> {
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

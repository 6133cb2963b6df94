/** What the Maintenance screen reads again after which change, and the shapes it speaks of. */

import type * as Api from "@aqtra/api";
import type { Entry } from "@aqtra/components";
import type { SkipToken } from "@reduxjs/toolkit/query";
import { skipToken } from "@reduxjs/toolkit/query";

import { api } from "../../shared/api";
import type { Answer } from "../../shared/api";

export type { ChangeKind, EntryAddress, GlobalRules, ImportOptions, JobState, MarkedEntry, RefusedEntry, RetiredProperty, RowError } from "@aqtra/api";
export type { EntryEvent, EntryReferences, ExportRequest, ImportRequest, PropertyChange } from "@aqtra/api";
export type { BrokenReference, RebuiltReferences, Preview as ImportPreview, PreviewRow } from "@aqtra/api";

export type Job = Answer<Api.Job>;
export type MaintenanceJob = Answer<Api.MaintenanceJob>;
export type EncryptionKeys = Answer<Api.EncryptionKeys>;
export type DeadLetters = Answer<Api.DeadLetters>;
export type MessageLetters = Answer<Api.MessageLetters>;
export type MessageLetter = MessageLetters["value"][number];
export type DeadLetter = DeadLetters["value"][number];
export type KeyVersion = EncryptionKeys["versions"][number];
export type KeyRotation = NonNullable<EncryptionKeys["rotation"]>;
export type Format = Api.Job["format"];
export type Delimiter = NonNullable<Api.ImportOptions["delimiter"]>;
/** How the bytes of a file become rows. */
export type ReadOptions = Pick<Api.ImportOptions, "delimiter" | "encoding" | "decimal_separator" | "header" | "sheet">;

export const resultUrl = (job: Job): string => `/api/v1/bulk/jobs/${job.id}/result`;
export const reportUrl = (job: Job): string => `/api/v1/bulk/jobs/${job.id}/report`;

const entriesOf = (component: string) => [{ type: "entries" as const, id: component }];
const MARKED = { type: "maintenance" as const, id: "marked" };
const RETIRED = { type: "maintenance" as const, id: "retired" };
const KEYS = { type: "maintenance" as const, id: "keys" };
const LETTERS = { type: "maintenance" as const, id: "letters" };
const MESSAGES = { type: "maintenance" as const, id: "messages" };
const JOBS = { type: "maintenance" as const, id: "jobs" };

const maintenanceApi = api.enhanceEndpoints({
  endpoints: {
    listEntries: { providesTags: (_, __, { component }) => entriesOf(component) },
    getEntry: { providesTags: (_, __, { component }) => entriesOf(component) },
    getEntryHistory: { providesTags: (_, __, { component }) => entriesOf(component) },
    markEntry: { invalidatesTags: (_, error, { component }) => (error ? [] : [...entriesOf(component), MARKED]) },
    // The rows of a file and their mapping are not worth keeping.
    previewImport: { providesTags: [], keepUnusedDataFor: 0 },
    listMarkedEntries: { providesTags: [MARKED] },
    removeMarkedEntries: { invalidatesTags: [MARKED] },
    restoreMarkedEntries: { invalidatesTags: [MARKED, "entries"] },
    listDeadLetters: { providesTags: [LETTERS] },
    retryDeadLetters: { invalidatesTags: [LETTERS] },
    discardDeadLetters: { invalidatesTags: [LETTERS] },
    listMessageLetters: { providesTags: [MESSAGES] },
    retryMessageLetters: { invalidatesTags: [MESSAGES] },
    discardMessageLetters: { invalidatesTags: [MESSAGES] },
    listRetiredData: { providesTags: [RETIRED] },
    // Also one that was refused: somebody else's job may stand against it.
    removeRetiredData: { invalidatesTags: [JOBS] },
    listMaintenanceJobs: { providesTags: [JOBS] },
    rebuildCache: { invalidatesTags: [] },
    listEncryptionKeys: { providesTags: [KEYS] },
    startKeyRotation: { invalidatesTags: [KEYS] },
    cancelKeyRotation: { invalidatesTags: [KEYS] },
    rebuildDatabaseReferences: { invalidatesTags: [JOBS] },
  },
});

/** Entries of a component were changed by a job or by somebody else. */
export const entriesChanged = (component: string) => maintenanceApi.util.invalidateTags([...entriesOf(component), MARKED]);

/** Retired data was removed. */
export const retiredChanged = () => maintenanceApi.util.invalidateTags([RETIRED]);

export interface EntriesQuery {
  component: string;
  filter?: string;
  orderby?: string;
  search?: string;
  expand?: string;
  select?: string;
  top: number;
  skip?: number;
  /** Address of a later page, as the page before it gave it. */
  link?: string;
}

export interface EntriesPage {
  rows: readonly Entry[];
  count: number | undefined;
  next: string | undefined;
}

function listArguments({ component, link, ...query }: EntriesQuery): Api.ListEntriesApiArg {
  if (link) return { component, ...Object.fromEntries(new URL(link, window.location.origin).searchParams) };
  return {
    component,
    $filter: query.filter,
    $orderby: query.orderby,
    $search: query.search,
    $expand: query.expand,
    $select: query.select,
    $top: String(query.top),
    $skip: query.skip === undefined ? undefined : String(query.skip),
    $count: "true",
  };
}

const pages = new WeakMap<Api.EntryList, EntriesPage>();

/** The same answer is the same page, so that whoever draws it may compare. */
function pageOf(answer: Api.EntryList): EntriesPage {
  const known = pages.get(answer);
  if (known) return known;
  const page = { rows: answer.value, count: answer["@odata.count"] ?? undefined, next: answer["@odata.nextLink"] ?? undefined };
  pages.set(answer, page);
  return page;
}

/** A page of entries; `current` is absent while another one than `page` is on its way. */
export function useEntriesPage(query: EntriesQuery | SkipToken) {
  const { data, currentData, error, isFetching, refetch } = maintenanceApi.useListEntriesQuery(query === skipToken ? skipToken : listArguments(query));
  return { page: data && pageOf(data), current: currentData && pageOf(currentData), error, isFetching, refetch };
}

export const {
  useGetEntryQuery,
  useGetEntryHistoryQuery,
  useMarkEntryMutation,
  useCancelBulkJobMutation,
  usePreviewImportQuery,
  useStartImportMutation,
  useStartExportMutation,
  useListMarkedEntriesQuery,
  useRemoveMarkedEntriesMutation,
  useRestoreMarkedEntriesMutation,
  useRetryDeadLettersMutation,
  useDiscardDeadLettersMutation,
  useRetryMessageLettersMutation,
  useDiscardMessageLettersMutation,
  useRebuildDatabaseReferencesMutation,
  useRebuildCacheMutation,
  useStartKeyRotationMutation,
  useCancelKeyRotationMutation,
  useListRetiredDataQuery,
  useRemoveRetiredDataMutation,
  useGetFileRulesQuery,
  useSaveFileRulesMutation,
} = maintenanceApi;

export function useDeadLetters({ top, skip }: { top: number; skip: number }) {
  const result = maintenanceApi.useListDeadLettersQuery({ $top: top, $skip: skip });
  return { ...result, data: result.data as DeadLetters | undefined, currentData: result.currentData as DeadLetters | undefined };
}

export function useMessageLetters({ top, skip }: { top: number; skip: number }) {
  const result = maintenanceApi.useListMessageLettersQuery({ $top: top, $skip: skip });
  return { ...result, data: result.data as MessageLetters | undefined, currentData: result.currentData as MessageLetters | undefined };
}

export function useMaintenanceJobs({ skip = false, pollingInterval = 0 } = {}) {
  const result = maintenanceApi.useListMaintenanceJobsQuery(undefined, { skip, pollingInterval });
  return { ...result, data: result.data as MaintenanceJob[] | undefined };
}

export function useEncryptionKeys({ skip = false, pollingInterval = 0 } = {}) {
  const result = maintenanceApi.useListEncryptionKeysQuery(undefined, { skip, pollingInterval });
  return { ...result, data: result.data as EncryptionKeys | undefined };
}

export function useBulkJobs({ skip = false, pollingInterval = 0 } = {}) {
  const result = maintenanceApi.useListBulkJobsQuery({}, { skip, pollingInterval });
  return { ...result, data: result.data as Job[] | undefined };
}

export function useBulkJob(id: string, { skip = false, pollingInterval = 0 } = {}) {
  const result = maintenanceApi.useGetBulkJobQuery({ jobId: id }, { skip, pollingInterval });
  return { ...result, data: result.data as Job | undefined };
}

/** Requests of the Maintenance screen. */

import type { Entry } from "@aqtra/components";

import { api } from "../../shared/api";
import type {
  EntriesPage, EntriesQuery, EntryAddress, ExportRequest, FileRules, History, HistoryItem, ImportRequest, Job, ImportPreview, MarkedEntry, References,
  RefusedEntry, RetiredProperty,
} from "./types";

const ENTRIES = "/api/v1/entries";
const BULK = "/api/v1/bulk";
const MAINTENANCE = "/api/v1/studio/maintenance";

export const resultUrl = (job: Job): string => `${BULK}/jobs/${job.id}/result`;
export const reportUrl = (job: Job): string => `${BULK}/jobs/${job.id}/report`;

interface Listing {
  readonly value: readonly Entry[];
  readonly "@odata.count"?: number;
  readonly "@odata.nextLink"?: string;
}

const maintenanceApi = api.enhanceEndpoints({ addTagTypes: ["KeptEntries", "Jobs", "Marked", "FileRules", "Retired"] }).injectEndpoints({
  endpoints: (build) => ({
    keptEntries: build.query<EntriesPage, EntriesQuery>({
      query: ({ component, filter, orderby, search, expand, select, top, skip, link }) =>
        link
          ? { url: new URL(link, `${window.location.origin}${ENTRIES}/${component}`).href }
          : {
              url: `${ENTRIES}/${component}`,
              params: { $filter: filter, $orderby: orderby, $search: search, $expand: expand, $select: select, $top: top, $skip: skip, $count: true },
            },
      transformResponse: (answer: Listing, _, { component }) => ({ component, rows: answer.value, count: answer["@odata.count"], next: answer["@odata.nextLink"] }),
      providesTags: (_, __, { component }) => [{ type: "KeptEntries", id: component }],
    }),
    keptEntry: build.query<Entry, EntryAddress & { expand?: string }>({
      query: ({ component, id, expand }) => ({ url: `${ENTRIES}/${component}/${id}`, params: { $expand: expand } }),
      providesTags: (_, __, { component }) => [{ type: "KeptEntries", id: component }],
    }),
    entryHistory: build.query<History, EntryAddress & { top: number }>({
      query: ({ component, id, top }) => ({ url: `${ENTRIES}/${component}/${id}/history`, params: { $top: top } }),
      transformResponse: (answer: { value: readonly HistoryItem[]; "@odata.count": number }) => ({ items: answer.value, count: answer["@odata.count"] }),
      providesTags: (_, __, { component }) => [{ type: "KeptEntries", id: component }],
    }),
    markKeptEntry: build.mutation<null, EntryAddress & { version: number }>({
      query: ({ component, id, version }) => ({ url: `${ENTRIES}/${component}/${id}`, method: "DELETE", headers: { "If-Match": `"${version}"` } }),
      invalidatesTags: (_, error, { component }) => (error ? [] : [{ type: "KeptEntries", id: component }, "Marked"]),
    }),

    bulkJobs: build.query<readonly Job[], undefined>({
      query: () => `${BULK}/jobs`,
      providesTags: ["Jobs"],
    }),
    bulkJob: build.query<Job, string>({
      query: (id) => `${BULK}/jobs/${id}`,
      providesTags: ["Jobs"],
    }),
    cancelJob: build.mutation<unknown, string>({
      query: (id) => ({ url: `${BULK}/jobs/${id}/cancel`, method: "POST" }),
      invalidatesTags: ["Jobs"],
    }),
    importPreview: build.query<ImportPreview, ImportRequest>({
      query: (body) => ({ url: `${BULK}/preview`, method: "POST", body }),
      keepUnusedDataFor: 0,
    }),
    beginImport: build.mutation<Job, ImportRequest>({
      query: (body) => ({ url: `${BULK}/imports`, method: "POST", body }),
      invalidatesTags: ["Jobs"],
    }),
    beginExport: build.mutation<Job, ExportRequest>({
      query: (body) => ({ url: `${BULK}/exports`, method: "POST", body }),
      invalidatesTags: ["Jobs"],
    }),

    markedEntries: build.query<{ count: number; value: readonly MarkedEntry[] }, { component: string | null; top: number; skip: number }>({
      query: ({ component, top, skip }) => ({ url: `${MAINTENANCE}/marked`, params: { component, $top: top, $skip: skip || undefined } }),
      providesTags: ["Marked"],
    }),
    removeMarked: build.mutation<{ removed: number; refused: readonly RefusedEntry[] }, readonly EntryAddress[]>({
      query: (entries) => ({ url: `${MAINTENANCE}/marked/remove`, method: "POST", body: { entries } }),
      invalidatesTags: ["Marked"],
    }),
    restoreMarked: build.mutation<{ restored: number; refused: readonly RefusedEntry[] }, readonly EntryAddress[]>({
      query: (entries) => ({ url: `${MAINTENANCE}/marked/restore`, method: "POST", body: { entries } }),
      invalidatesTags: ["Marked", "KeptEntries"],
    }),

    rebuildReferences: build.mutation<References, undefined>({
      query: () => ({ url: `${MAINTENANCE}/rebuild-references`, method: "POST" }),
    }),
    renewCache: build.mutation<unknown, undefined>({
      query: () => ({ url: `${MAINTENANCE}/rebuild-cache`, method: "POST" }),
    }),
    retiredData: build.query<readonly RetiredProperty[], undefined>({
      query: () => `${MAINTENANCE}/contract`,
      transformResponse: (answer: { value: readonly RetiredProperty[] }) => answer.value,
      providesTags: ["Retired"],
    }),
    removeRetired: build.mutation<readonly RetiredProperty[], undefined>({
      query: () => ({ url: `${MAINTENANCE}/contract`, method: "POST" }),
      transformResponse: (answer: { value: readonly RetiredProperty[] }) => answer.value,
      invalidatesTags: ["Retired"],
    }),

    fileRules: build.query<FileRules, undefined>({
      query: () => "/api/v1/studio/files/rules",
      providesTags: ["FileRules"],
    }),
    setFileRules: build.mutation<FileRules, FileRules>({
      query: (body) => ({ url: "/api/v1/studio/files/rules", method: "PUT", body }),
      invalidatesTags: (_, error) => (error ? [] : ["FileRules"]),
    }),
  }),
});

/** Entries of a component were changed by a job or by somebody else. */
export const entriesChanged = (component: string) => maintenanceApi.util.invalidateTags([{ type: "KeptEntries", id: component }, "Marked"]);

export const {
  useKeptEntriesQuery,
  useKeptEntryQuery,
  useEntryHistoryQuery,
  useMarkKeptEntryMutation,
  useBulkJobsQuery,
  useBulkJobQuery,
  useCancelJobMutation,
  useImportPreviewQuery,
  useBeginImportMutation,
  useBeginExportMutation,
  useMarkedEntriesQuery,
  useRemoveMarkedMutation,
  useRestoreMarkedMutation,
  useRebuildReferencesMutation,
  useRenewCacheMutation,
  useRetiredDataQuery,
  useRemoveRetiredMutation,
  useFileRulesQuery,
  useSetFileRulesMutation,
} = maintenanceApi;

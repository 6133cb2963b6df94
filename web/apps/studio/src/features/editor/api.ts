/** What the editor asks of the platform beyond the lists that `shared/api` keeps. */

import type { ComponentDocument, Finding } from "@aqtra/model";

import { api } from "../../shared/api";
import type { ComponentState } from "../../shared/api";

export interface StoredComponent {
  readonly id: number;
  readonly state: ComponentState;
  readonly built_in: boolean;
  readonly saved_version: number;
  readonly ready_version: number | null;
  readonly published_version: number | null;
  readonly document: ComponentDocument;
  readonly updated_by: string | null;
  readonly updated_at: string;
  readonly findings: readonly Finding[];
}

/** A place in any component that mentions a property; empty ids where they do not apply. */
export interface ComponentUse {
  readonly component: string | null;
  readonly title: string;
}

const ROOT = "/api/v1/studio/components";

const editorApi = api.injectEndpoints({
  endpoints: (build) => ({
    openComponent: build.query<StoredComponent, string>({
      query: (key) => `${ROOT}/${key}`,
      // The editor keeps its own working copy; an old answer must never be taken for the stored one.
      keepUnusedDataFor: 0,
    }),
    getDocuments: build.query<Record<string, ComponentDocument>, readonly string[]>({
      queryFn: async (keys, _, __, ask) => {
        const answers = await Promise.all(keys.map((key) => ask(`${ROOT}/${key}`)));
        const documents = answers.flatMap((answer) => (answer.error ? [] : [(answer.data as StoredComponent).document]));
        return { data: Object.fromEntries(documents.map((document) => [document.key, document])) };
      },
      providesTags: ["Components"],
    }),
    storeDraft: build.mutation<StoredComponent, { baseVersion: number; document: ComponentDocument }>({
      query: ({ baseVersion, document }) => ({
        url: `${ROOT}/${document.key}`,
        method: "PUT",
        body: { base_version: baseVersion, document },
      }),
      invalidatesTags: (_, error) => (error ? [] : ["Components", "Statistics", "Domains", "Publication"]),
    }),
    checkDraft: build.mutation<{ findings: Finding[] }, ComponentDocument>({
      query: (document) => ({ url: `${ROOT}/${document.key}/check`, method: "POST", body: { document } }),
    }),
    markReady: build.mutation<StoredComponent, { key: string; savedVersion: number }>({
      query: ({ key, savedVersion }) => ({
        url: `${ROOT}/${key}/ready`,
        method: "POST",
        body: { saved_version: savedVersion },
      }),
      invalidatesTags: (_, error) => (error ? [] : ["Components", "Publication"]),
    }),
    getPropertyUses: build.query<ComponentUse[], { key: string; property: string }>({
      query: ({ key, property }) => ({ url: `${ROOT}/${key}/uses`, params: { property } }),
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useGetDocumentsQuery,
  useOpenComponentQuery,
  useLazyOpenComponentQuery,
  useStoreDraftMutation: useSaveComponentMutation,
  useCheckDraftMutation: useCheckComponentMutation,
  useMarkReadyMutation,
  useLazyGetPropertyUsesQuery,
} = editorApi;

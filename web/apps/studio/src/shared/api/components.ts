import type { ComponentDocument } from "@aqtra/model";

import { api } from "./base";
import type { ComponentSummary, Statistics } from "./types";

/** What lists and pickers need of a stored component. */
export interface StoredDocument {
  document: ComponentDocument;
}

const ROOT = "/api/v1/studio/components";

const componentsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getStatistics: build.query<Statistics, undefined>({
      query: () => "/api/v1/studio/statistics",
      providesTags: ["Statistics"],
    }),
    getComponents: build.query<ComponentSummary[], undefined>({
      query: () => ROOT,
      providesTags: ["Components"],
    }),
    getComponentDocument: build.query<StoredDocument, string>({
      query: (key) => `${ROOT}/${key}`,
      providesTags: (_, __, key) => [{ type: "Components", id: key }],
    }),
    createComponent: build.mutation<StoredDocument, { kind: "component" }>({
      query: (body) => ({ url: ROOT, method: "POST", body }),
      invalidatesTags: (_, error) => (error ? [] : ["Components", "Statistics", "Domains"]),
    }),
    deleteComponent: build.mutation<null, string>({
      query: (key) => ({ url: `${ROOT}/${key}`, method: "DELETE" }),
      invalidatesTags: (_, error) => (error ? [] : ["Components", "Statistics", "Domains"]),
    }),
  }),
});

export const {
  useGetStatisticsQuery,
  useGetComponentsQuery,
  useGetComponentDocumentQuery,
  useCreateComponentMutation,
  useDeleteComponentMutation,
} = componentsApi;

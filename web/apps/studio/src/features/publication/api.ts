/** Requests about what a publication would change, and about earlier versions. */

import { api } from "../../shared/api";
import type { FieldProblem, Publication } from "../../shared/api";

export interface PropertyChange {
  readonly property: string;
  readonly before: string;
  readonly after: string;
}

export interface ModelChanges {
  readonly component: string;
  readonly title: string;
  readonly is_new: boolean;
  readonly added: readonly string[];
  readonly renamed: readonly PropertyChange[];
  readonly removed: readonly string[];
  readonly retyped: readonly PropertyChange[];
  readonly rules: readonly PropertyChange[];
}

/** Entries that stand against a rule; no count when they could not be counted in time. */
export interface Offending {
  readonly component: string;
  readonly title: string;
  readonly property: string;
  readonly rule: string;
  readonly count: number | null;
  readonly entries: readonly number[];
}

export interface PublicationPreview {
  readonly changes: readonly ModelChanges[];
  readonly refusals: readonly Offending[];
  readonly losses: readonly FieldProblem[];
  readonly dependants: readonly { readonly component: string; readonly title: string }[];
}

export interface ReturnPreview {
  readonly version: number;
  readonly changes: readonly { readonly key: string; readonly title: string; readonly change: "changed" | "restored" | "withdrawn" }[];
  readonly models: readonly ModelChanges[];
  readonly refusals: readonly Offending[];
  readonly losses: readonly FieldProblem[];
}

export interface PlatformVersion {
  readonly version: number;
  readonly live_since: string;
  readonly published_by: string | null;
  readonly returns_to: number | null;
  readonly components: readonly { readonly key: string; readonly title: string; readonly withdrawn: boolean }[];
  readonly is_current: boolean;
  readonly can_return: boolean;
}

const PUBLICATIONS = "/api/v1/studio/publications";

const publicationApi = api.injectEndpoints({
  endpoints: (build) => ({
    publicationPreview: build.query<PublicationPreview, readonly string[]>({
      query: (components) => ({ url: `${PUBLICATIONS}/preview`, method: "POST", body: { components } }),
      // Entries change without a message to this screen: an old answer is not worth keeping.
      keepUnusedDataFor: 0,
    }),
    platformVersions: build.query<readonly PlatformVersion[], undefined>({
      query: () => `${PUBLICATIONS}/versions`,
      transformResponse: (answer: { versions: readonly PlatformVersion[] }) => answer.versions,
      providesTags: ["Publication"],
    }),
    returnPreview: build.query<ReturnPreview, number>({
      query: (version) => `${PUBLICATIONS}/versions/${version}`,
      keepUnusedDataFor: 0,
    }),
    returnTo: build.mutation<Publication, number>({
      query: (version) => ({ url: `${PUBLICATIONS}/rollback`, method: "POST", body: { version } }),
      invalidatesTags: ["Publication", "Components"],
    }),
  }),
});

export const { usePublicationPreviewQuery, usePlatformVersionsQuery, useReturnPreviewQuery, useReturnToMutation } = publicationApi;

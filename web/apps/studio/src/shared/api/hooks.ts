/**
 * Hooks of the generated client under the words Studio uses.
 *
 * OpenAPI calls members with a default optional, because a request may leave them out; where that matters to a
 * reader the answer gets the type that says they are there.
 */

import type { ComponentDocument } from "@aqtra/model";
import { skipToken } from "@reduxjs/toolkit/query";

import { api } from "./base";
import type { DomainSettings, Menu, Publication } from "./types";

export const {
  useGetSessionQuery,
  useSignInMutation,
  useSignOutMutation,
  useStopViewingMutation,
  useListSignInProvidersQuery,
  useListEnabledProvidersQuery,
  useBeginSignInMutation,
  useSignInToDirectoryMutation,
  useChangePasswordMutation,
  useGetStatisticsQuery,
  useGetLibraryFileQuery,
  useListFoldersQuery,
  useListLibraryFilesQuery,
  useListComponentsQuery: useGetComponentsQuery,
  useCreateComponentMutation,
  useDeleteComponentMutation,
  useListDomainsQuery: useGetDomainsQuery,
  useCreateDomainMutation,
  useChangeDomainMutation,
  useDeleteDomainMutation,
  useSaveDomainSettingsMutation,
  useSaveMenuMutation,
  useListCandidatesQuery: useGetCandidatesQuery,
  useStartPublicationMutation: usePublishMutation,
} = api;

interface StoredDocument {
  document: ComponentDocument;
}

export function useGetComponentDocumentQuery(key: string, { skip = false } = {}) {
  const result = api.useGetComponentQuery(skip ? skipToken : { key });
  return { ...result, data: result.data as StoredDocument | undefined };
}

export function useGetDomainSettingsQuery(name: string) {
  const result = api.useGetDomainSettingsQuery({ name });
  return { ...result, data: result.data as DomainSettings | undefined };
}

export function useGetMenuQuery(name: string) {
  const result = api.useGetMenuQuery({ name });
  return { ...result, data: result.data as Menu | undefined };
}

export function useGetCurrentPublicationQuery(_: undefined, options: { skip?: boolean; pollingInterval?: number } = {}) {
  const result = api.useGetCurrentPublicationQuery(undefined, options);
  return { ...result, data: result.data as Publication | null | undefined };
}

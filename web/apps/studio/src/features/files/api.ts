/** Requests of the File storage screen. */

import { api } from "../../shared/api";
import type { FilePage, FileQuery, Folder, StoredFile } from "./types";

const FILES = "/api/v1/studio/files";
const FOLDERS = `${FILES}/folders`;

const THUMBNAILS = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

export function contentUrl(file: StoredFile): string {
  return `${FILES}/${file.id}/content`;
}

/** A small picture of the file; undefined for what is no picture. */
export function thumbnailUrl(file: StoredFile): string | undefined {
  return THUMBNAILS.has(file.content_type) ? `${contentUrl(file)}?thumbnail=1` : undefined;
}

const filesApi = api.enhanceEndpoints({ addTagTypes: ["Folders", "Files"] }).injectEndpoints({
  endpoints: (build) => ({
    libraryFolders: build.query<readonly Folder[], undefined>({
      query: () => FOLDERS,
      providesTags: ["Folders"],
    }),
    addFolder: build.mutation<Folder, { name: string; parent: string | null }>({
      query: (body) => ({ url: FOLDERS, method: "POST", body }),
      invalidatesTags: (_, error) => (error ? [] : ["Folders"]),
    }),
    alterFolder: build.mutation<Folder, { id: string; change: { name?: string; parent?: string | null } }>({
      query: ({ id, change }) => ({ url: `${FOLDERS}/${id}`, method: "PATCH", body: change }),
      invalidatesTags: (_, error) => (error ? [] : ["Folders"]),
    }),
    removeFolder: build.mutation<null, { id: string; confirm: boolean }>({
      query: ({ id, confirm }) => ({ url: `${FOLDERS}/${id}`, method: "DELETE", params: { confirm: confirm || undefined } }),
      invalidatesTags: (_, error) => (error ? [] : ["Folders", "Files"]),
    }),
    libraryFiles: build.query<FilePage, FileQuery>({
      query: ({ folder, top, skip, orderby }) => ({
        url: FILES,
        params: { folder: folder ?? "root", $top: top, $skip: skip || undefined, $orderby: orderby },
      }),
      providesTags: ["Files"],
    }),
    alterFile: build.mutation<StoredFile, { id: string; change: { name?: string; folder?: string | null } }>({
      query: ({ id, change }) => ({ url: `${FILES}/${id}`, method: "PATCH", body: change }),
      invalidatesTags: (_, error) => (error ? [] : ["Files", "Folders"]),
    }),
    removeFile: build.mutation<null, { id: string; confirm: boolean }>({
      query: ({ id, confirm }) => ({ url: `${FILES}/${id}`, method: "DELETE", params: { confirm: confirm || undefined } }),
      invalidatesTags: (_, error) => (error ? [] : ["Files", "Folders"]),
    }),
  }),
});

/** The library shows what was uploaded just now. */
export const libraryChanged = () => filesApi.util.invalidateTags(["Files", "Folders"]);

export const {
  useLibraryFoldersQuery,
  useAddFolderMutation,
  useAlterFolderMutation,
  useRemoveFolderMutation,
  useLibraryFilesQuery,
  useAlterFileMutation,
  useRemoveFileMutation,
} = filesApi;

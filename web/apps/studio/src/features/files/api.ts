/** Requests of the File storage screen, under the words of the generated client, and where content lies. */

import type { LibraryFile } from "@aqtra/api";

import { api } from "../../shared/api";

const FILES = "/api/v1/studio/files";

const THUMBNAILS = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

export function contentUrl(file: LibraryFile): string {
  return `${FILES}/${file.id}/content`;
}

/** A small picture of the file; undefined for what is no picture. */
export function thumbnailUrl(file: LibraryFile): string | undefined {
  return THUMBNAILS.has(file.content_type) ? `${contentUrl(file)}?thumbnail=1` : undefined;
}

/** The library shows what was uploaded just now. */
export const libraryChanged = () => api.util.invalidateTags(["files"]);

export const {
  useListFoldersQuery,
  useCreateFolderMutation,
  useChangeFolderMutation,
  useDeleteFolderMutation,
  useListLibraryFilesQuery,
  useChangeLibraryFileMutation,
  useDeleteLibraryFileMutation,
} = api;

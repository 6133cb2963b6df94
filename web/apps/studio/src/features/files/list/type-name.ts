import type { LibraryFile } from "@aqtra/api";
import { File, FileArchive, FileAudio, FileCode, FileImage, FileSpreadsheet, FileText, FileVideo } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";


export type FileKind = "image" | "audio" | "video" | "sheet" | "document" | "archive" | "data" | "other";

const ICONS: Record<FileKind, LucideIcon> = {
  image: FileImage,
  audio: FileAudio,
  video: FileVideo,
  sheet: FileSpreadsheet,
  document: FileText,
  archive: FileArchive,
  data: FileCode,
  other: File,
};

const PATTERNS: [RegExp, FileKind][] = [
  [/^image\//, "image"],
  [/^audio\//, "audio"],
  [/^video\//, "video"],
  [/spreadsheet|ms-excel|csv/, "sheet"],
  [/zip|compressed|x-tar|gzip|x-7z|rar/, "archive"],
  [/json|xml|javascript|yaml/, "data"],
  [/^text\/|pdf|word|opendocument|presentation|powerpoint|rtf/, "document"],
];

/** What kind of thing a content type is. */
export function fileKind(contentType: string): FileKind {
  return PATTERNS.find(([pattern]) => pattern.test(contentType))?.[1] ?? "other";
}

export function kindIcon(contentType: string): LucideIcon {
  return ICONS[fileKind(contentType)];
}

/** "PNG image", "CSV table": the ending people know and what it is. */
export function useTypeName(): (file: Pick<LibraryFile, "name" | "content_type">) => string {
  const { t } = useTranslation("files");
  return useCallback(
    (file) => {
      const ending = /\.([A-Za-z0-9]{1,5})$/.exec(file.name)?.[1]?.toUpperCase() ?? "";
      return t(`kinds.${fileKind(file.content_type)}`, { ending }).trim();
    },
    [t],
  );
}

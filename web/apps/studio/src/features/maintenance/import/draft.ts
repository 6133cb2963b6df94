/** What the wizard has gathered so far: plain data, changed only by what the builder does. */

import type { Delimiter, Format, ImportOptions, ImportRequest, ReadOptions } from "../api";

export const STEPS = ["file", "columns", "options", "result"] as const;
export type Step = (typeof STEPS)[number];

export interface ChosenFile {
  id: string;
  name: string;
  size: number;
  format: Format;
}

export interface ImportDraft {
  file: ChosenFile | null;
  read: ReadOptions;
  columns: Readonly<Record<string, string | null>>;
  key: NonNullable<ImportOptions["key"]>;
  onError: NonNullable<ImportOptions["on_error"]>;
  matchBy: NonNullable<ImportOptions["match_references_by"]>;
}

export const EMPTY_DRAFT: ImportDraft = {
  file: null,
  read: { delimiter: ",", decimal_separator: ".", header: true },
  columns: {},
  key: "create",
  onError: "stop",
  matchBy: "id",
};

const ENDINGS: Record<string, Format> = { csv: "csv", tsv: "csv", txt: "csv", xlsx: "xlsx", jsonl: "jsonl", ndjson: "jsonl" };

/** What a file is by its name; undefined for what cannot be imported. */
export function formatOf(name: string): Format | undefined {
  return ENDINGS[name.split(".").at(-1)?.toLowerCase() ?? ""];
}

const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];

/** How the file is read at first: by the delimiter that its first line has most of. */
export function readOptionsFor(beginning: string): ReadOptions {
  const line = (beginning.split(/\r?\n/, 1)[0] ?? "").replace(/"(?:[^"]|"")*"/g, "");
  const count = (delimiter: Delimiter): number => line.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
  return { ...EMPTY_DRAFT.read, delimiter };
}

function readOptions(format: Format, read: ReadOptions): ReadOptions {
  const { delimiter, encoding, decimal_separator, header, sheet } = read;
  if (format === "csv") return { delimiter, encoding, decimal_separator, header };
  return format === "xlsx" ? { header, sheet } : {};
}

export function requestOf(component: string, draft: ImportDraft & { file: ChosenFile }): ImportRequest {
  const { file, read, columns, key, onError, matchBy } = draft;
  return {
    component,
    file: file.id,
    format: file.format,
    options: { ...readOptions(file.format, read), columns, key, on_error: onError, match_references_by: matchBy },
  };
}

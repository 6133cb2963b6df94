/** Shapes of maintenance, as the platform answers. */

import type { Entry } from "@aqtra/components";

import type { FieldProblem } from "../../shared/api";

export interface Person {
  readonly id: number;
  readonly name: string | null;
}

export interface EntriesQuery {
  readonly component: string;
  readonly filter?: string;
  readonly orderby?: string;
  readonly search?: string;
  readonly expand?: string;
  readonly select?: string;
  readonly top: number;
  readonly skip?: number;
  /** Address of a later page, as the page before it gave it. */
  readonly link?: string;
}

export interface EntriesPage {
  readonly component: string;
  readonly rows: readonly Entry[];
  readonly count: number | undefined;
  readonly next: string | undefined;
}

export type ChangeKind = "created" | "updated" | "marked" | "restored" | "removed";

export interface Change {
  /** Its present name, or the last one of a property that is gone. */
  readonly property: string;
  readonly title: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface HistoryItem {
  readonly version: number;
  readonly kind: ChangeKind;
  readonly at: string;
  readonly by: Person | null;
  readonly changes: readonly Change[];
}

export interface History {
  readonly count: number;
  readonly items: readonly HistoryItem[];
}

export type Format = "csv" | "xlsx" | "jsonl";

export type JobState = "queued" | "running" | "cancelling" | "completed" | "failed" | "cancelled";

export interface RowError {
  readonly line: number;
  readonly property: string | null;
  readonly rule: string;
  readonly message: string;
  readonly value: string | null;
}

export interface JobError {
  readonly code: string;
  readonly message: string;
  readonly fields: readonly FieldProblem[];
  /** The first refused rows. */
  readonly rows: readonly RowError[];
}

export interface Job {
  readonly id: string;
  readonly kind: "import" | "export";
  readonly component: string;
  readonly format: Format;
  readonly state: JobState;
  readonly rows_done: number;
  /** Known for exports only. */
  readonly rows_total: number | null;
  readonly created: number;
  readonly updated: number;
  readonly refused: number;
  readonly error: JobError | null;
  readonly has_result: boolean;
  readonly has_report: boolean;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
}

export type Delimiter = "," | ";" | "\t" | "|";

export interface ReadOptions {
  readonly delimiter?: Delimiter;
  /** Absent: the byte order mark decides, and without one UTF-8. */
  readonly encoding?: string;
  readonly decimal_separator?: "." | ",";
  readonly header?: boolean;
  readonly sheet?: string;
}

export interface ImportOptions extends ReadOptions {
  /** Header → property, "id", "name", or null to leave the column out. */
  readonly columns?: Readonly<Record<string, string | null>>;
  readonly key?: "create" | "upsert" | "id";
  readonly on_error?: "stop" | "skip";
  readonly match_references_by?: "id" | "key" | "name";
}

export interface ImportRequest {
  readonly component: string;
  /** Id of the uploaded file. */
  readonly file: string;
  readonly format: Format;
  readonly options: ImportOptions;
}

export interface ExportRequest {
  readonly component: string;
  readonly format: Format;
  readonly query: { readonly $filter?: string; readonly $orderby?: string; readonly $search?: string; readonly $select?: string };
  readonly options: {
    readonly titles?: boolean;
    readonly references?: "id" | "name" | "key";
    readonly zone?: string;
    readonly delimiter?: Delimiter;
    readonly escape_formulas?: boolean;
  };
}

interface ComponentName {
  readonly key: string;
  readonly title: string;
}

export interface EntryReferences {
  readonly component: ComponentName;
  readonly property: string;
  readonly count: number;
  /** The first of them. */
  readonly entries: readonly number[];
  /** All of them are marked as well, so they may go together. */
  readonly marked: boolean;
}

export interface MarkedEntry {
  readonly component: ComponentName;
  readonly id: number;
  readonly name: string | null;
  readonly marked_at: string;
  readonly marked_by: Person | null;
  readonly referenced_by: readonly EntryReferences[];
}

export interface EntryAddress {
  readonly component: string;
  readonly id: number;
}

export interface RefusedEntry extends EntryAddress {
  readonly reason: string;
  readonly referenced_by?: readonly EntryReferences[];
}

export interface FileRules {
  readonly file_types: string;
  readonly max_file_size: number;
}

/** Entries whose reference leads nowhere. */
export interface BrokenReference {
  readonly component: ComponentName;
  readonly property: string;
  readonly count: number;
  /** The first of them. */
  readonly entries: readonly number[];
}

export interface References {
  readonly checked: number;
  readonly repaired: number;
  readonly broken: readonly BrokenReference[];
}

/** Values that a removed property left behind, or a present one whose type was replaced. */
export interface RetiredProperty {
  readonly component: ComponentName;
  readonly property: string;
  readonly place: string;
  readonly superseded: boolean;
}

export interface PreviewRow {
  readonly line: number;
  /** Property → value as it would be stored: text, or a list. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors: readonly RowError[];
}

export interface ImportPreview {
  /** Header → the property it would be read as; null: left out, or none fits. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** The first rows; none while the columns do not fit. */
  readonly rows: readonly PreviewRow[];
}

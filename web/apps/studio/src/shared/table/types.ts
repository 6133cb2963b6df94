import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export type CellValue = string | number | boolean | null;

export interface Option {
  value: string;
  label: string;
}

export interface Column<Row> {
  id: string;
  header: string;
  /** What sorting, searching and filtering see. */
  value: (row: Row) => CellValue;
  /** What is shown, when it is more than the value. */
  render?: (row: Row) => ReactNode;
  /** Offered in the filter menu; text columns match by "contains". */
  filter?: "text" | Option[];
  /** CSS width; the first column takes what is left. */
  width?: number;
  align?: "left" | "right";
  /** Left out when the window is narrower than this many pixels. */
  from?: number;
  /** False where a server that sorts knows no order by it. */
  sortable?: boolean;
}

export interface Sorting {
  id: string;
  desc: boolean;
}

/** The rows are one page of many: the server sorts, pages and counts them. */
export interface RemotePage {
  count: number;
  pageSize: number;
  /** From 0. */
  page: number;
  onPage: (page: number) => void;
  sorting: Sorting | null;
  onSort: (sorting: Sorting | null) => void;
}

export interface RowAction<Row> {
  icon: LucideIcon;
  label: (row: Row) => string;
  onRun: (row: Row) => void;
  isOffered?: (row: Row) => boolean;
}

export interface DataTableProps<Row> {
  /** Names the table for screen readers. */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowId: (row: Row) => string;
  onOpen?: (row: Row) => void;
  onDelete?: (row: Row) => void;
  isDeletable?: (row: Row) => boolean;
  actions?: RowAction<Row>[];
  /** Stands above the list, where a screen has more than one part. */
  title?: string;
  /** Absent: there is no search. */
  searchLabel?: string;
  /** Filters set from outside, for example by a link: column id → option. */
  initialFilters?: Record<string, string>;
  loading?: boolean;
  /** Absent: all rows are here, and the browser sorts, searches and pages. */
  remote?: RemotePage;
  /** Shown when there are no rows at all. */
  empty: ReactNode;
  /** Makes rows selectable; draws what can be done with the selection. */
  bulk?: (selected: Row[]) => ReactNode;
}

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
}

export interface RowAction<Row> {
  icon: ReactNode;
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
  searchLabel: string;
  /** Filters set from outside, for example by a link: column id → option. */
  initialFilters?: Record<string, string>;
  loading?: boolean;
  /** Shown when there are no rows at all. */
  empty: ReactNode;
  /** Makes rows selectable; draws what can be done with the selection. */
  bulk?: (selected: Row[]) => ReactNode;
}

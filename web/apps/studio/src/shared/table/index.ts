export { DataTable } from "./data-table";
export type { Column, DataTableProps, Option, RowAction } from "./types";

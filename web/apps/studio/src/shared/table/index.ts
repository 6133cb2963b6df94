export { DataTable } from "./data-table";
export type { Column, DataTableProps, Option, RemotePage, RowAction, Sorting } from "./types";

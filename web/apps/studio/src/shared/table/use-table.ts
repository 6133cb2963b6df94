/** Sorting, filtering and paging by TanStack Table, set up the same way for every list. */

import {
  getCoreRowModel,
  getFilteredRowModel,
  getPaginationRowModel,
  getSortedRowModel,
  useReactTable,
} from "@tanstack/react-table";
import type { ColumnDef, ColumnFiltersState, Table, TableOptions } from "@tanstack/react-table";
import { useMemo, useState } from "react";

import type { Column, DataTableProps, RemotePage } from "./types";

const PAGE_SIZE = 10;

function definition<Row extends object>(column: Column<Row>): ColumnDef<Row> {
  return {
    id: column.id,
    accessorFn: column.value,
    header: column.header,
    enableColumnFilter: column.filter !== undefined,
    enableSorting: column.sortable ?? true,
    filterFn: Array.isArray(column.filter) ? chosenOption : "includesString",
    sortUndefined: "last",
  };
}

function chosenOption<Row>(row: { getValue: (id: string) => Row }, id: string, wanted: string): boolean {
  // A value may hold several options, such as the domains of a component.
  return String(row.getValue(id)).split(", ").includes(wanted);
}

function remoteState({ page, pageSize, sorting }: RemotePage) {
  return { pagination: { pageIndex: page, pageSize }, sorting: sorting ? [sorting] : [] };
}

/** One page of many: whatever the reader does is asked of the server. */
function remoteOptions<Row>(remote: RemotePage): Partial<TableOptions<Row>> {
  const { pagination, sorting } = remoteState(remote);
  return {
    manualSorting: true,
    manualPagination: true,
    rowCount: remote.count,
    onPaginationChange: (update) => remote.onPage((typeof update === "function" ? update(pagination) : update).pageIndex),
    onSortingChange: (update) => remote.onSort((typeof update === "function" ? update(sorting) : update)[0] ?? null),
  };
}

export function useListTable<Row extends object>(props: DataTableProps<Row>): Table<Row> {
  const { columns, rows, rowId, initialFilters, bulk, remote } = props;
  const definitions = useMemo(() => columns.map(definition), [columns]);
  const [filters, setFilters] = useState<ColumnFiltersState>(() =>
    Object.entries(initialFilters ?? {}).map(([id, value]) => ({ id, value })),
  );
  // The table is read anew on every render, which is what the compiler would skip.
  // eslint-disable-next-line react-hooks/incompatible-library
  return useReactTable<Row>({
    data: rows,
    columns: definitions,
    getRowId: rowId,
    state: { columnFilters: filters, ...(remote && remoteState(remote)) },
    onColumnFiltersChange: setFilters,
    enableRowSelection: bulk !== undefined,
    enableSortingRemoval: true,
    globalFilterFn: "includesString",
    autoResetPageIndex: false,
    initialState: { pagination: { pageIndex: 0, pageSize: PAGE_SIZE } },
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
    getPaginationRowModel: getPaginationRowModel(),
    ...(remote && remoteOptions<Row>(remote)),
  });
}

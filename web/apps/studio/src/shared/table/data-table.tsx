/** The one list of Studio: search, filters as chips, sorting, density, pager, keyboard rows. */

import { Box, Checkbox, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, useMediaQuery } from "@mui/material";
import { useMemo, useRef } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { usePreferences } from "../preferences";
import { HeaderCell } from "./header-cell";
import { ListRow } from "./list-row";
import { Pager } from "./pager";
import { Placeholder } from "./placeholder";
import { Toolbar } from "./toolbar";
import type { Column, DataTableProps } from "./types";
import { useListTable } from "./use-table";

const ROW_KEYS: Record<string, (rows: HTMLElement[], at: number) => HTMLElement | undefined> = {
  ArrowDown: (rows, at) => rows[at + 1],
  ArrowUp: (rows, at) => rows[at - 1],
  Home: (rows) => rows[0],
  End: (rows) => rows.at(-1),
};

/** One icon has room to spare; more of them stand side by side, and beyond two in a menu. */
function actionsWidth(actions: number): number {
  return actions > 1 ? 84 : 48;
}

function useVisibleColumns<Row>(columns: Column<Row>[]): Column<Row>[] {
  const wide = useMediaQuery("(min-width: 1200px)", { noSsr: true });
  const middle = useMediaQuery("(min-width: 900px)", { noSsr: true });
  const small = useMediaQuery("(min-width: 600px)", { noSsr: true });
  const width = wide ? 1200 : middle ? 900 : small ? 600 : 0;
  return useMemo(() => columns.filter((column) => (column.from ?? 0) <= width), [columns, width]);
}

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, rows, loading, empty, bulk, searchLabel } = props;
  const { t } = useTranslation();
  const { density } = usePreferences();
  const body = useRef<HTMLTableSectionElement>(null);
  const table = useListTable(props);
  const visible = useVisibleColumns(columns);
  const page = table.getRowModel().rows;
  const selected = table.getSelectedRowModel().rows.map((row) => row.original);
  const actions = (props.actions?.length ?? 0) + (props.onDelete ? 1 : 0);
  const hasActions = actions > 0;
  const span = visible.length + (bulk ? 1 : 0) + (hasActions ? 1 : 0);

  if (!loading && rows.length === 0) return empty;

  const move = (event: KeyboardEvent): void => {
    const next = ROW_KEYS[event.key];
    const all = [...(body.current?.querySelectorAll<HTMLElement>("tr[data-row]") ?? [])];
    const at = all.findIndex((row) => row === event.target);
    if (!next || at < 0) return;
    event.preventDefault();
    next(all, at)?.focus();
  };

  return (
    <Box sx={{ display: "flex", flexDirection: "column", gap: 3, minHeight: 0 }}>
      <Toolbar table={table} columns={columns} title={props.title} searchLabel={searchLabel} count={props.remote?.count} bulk={selected.length > 0 && bulk?.(selected)} />
      <TableContainer sx={{ border: 1, borderColor: "divider", borderRadius: 1, bgcolor: "background.paper" }}>
        <Table stickyHeader sx={{ tableLayout: "fixed" }} size={density === "compact" ? "small" : "medium"} aria-label={label} aria-busy={loading}>
          <TableHead>
            <TableRow>
              {bulk && (
                <TableCell padding="checkbox">
                  <Checkbox
                    checked={table.getIsAllPageRowsSelected()}
                    indeterminate={table.getIsSomePageRowsSelected()}
                    onChange={table.getToggleAllPageRowsSelectedHandler()}
                    slotProps={{ input: { "aria-label": t("table.selectPage") } }}
                  />
                </TableCell>
              )}
              {visible.map((column) => {
                const state = table.getColumn(column.id);
                return state && <HeaderCell key={column.id} column={column} state={state} onFiltered={() => table.setPageIndex(0)} />;
              })}
              {hasActions && <TableCell padding="none" aria-label={t("table.actions")} sx={{ width: actionsWidth(actions) }} />}
            </TableRow>
          </TableHead>
          <TableBody ref={body} onKeyDown={move}>
            {loading && <Placeholder columns={span} />}
            {page.map((row, at) => (
              <ListRow key={row.id} row={row} first={at === 0} columns={visible} table={props} hasActions={hasActions} />
            ))}
            {!loading && page.length === 0 && (
              <TableRow>
                <TableCell colSpan={span} align="center" sx={{ py: 12, color: "text.secondary" }}>
                  {t("table.nothingFound")}
                </TableCell>
              </TableRow>
            )}
          </TableBody>
        </Table>
      </TableContainer>
      <Pager table={table} />
    </Box>
  );
}

import Checkbox from "@mui/material/Checkbox";
import Skeleton from "@mui/material/Skeleton";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import type { Row, Table as TanstackTable } from "@tanstack/react-table";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Entry, FieldProperty } from "../model";
import type { GridStyles, RuntimeApi } from "../runtime-api";
import type { GridColumn } from "../settings";
import { useContrast } from "../shared/contrast";
import { Cell, isNumeric } from "./cell";
import { HeaderCell } from "./header-cell";
import { cellStyle, cssOf } from "./part-style";
import type { SelectionMode } from "./selection";
import type { ColumnFilter, GridState } from "./state";

interface GridTableProps {
  table: TanstackTable<Entry>;
  columns: readonly GridColumn[];
  state: GridState;
  label: string;
  count: number | undefined;
  /** Rows to draw in grey while nothing is there yet. */
  placeholders: number;
  selectionMode: SelectionMode;
  selected: ReadonlySet<number>;
  property: (field: string) => FieldProperty | undefined;
  runtime: RuntimeApi;
  design: boolean;
  /** How a script wants parts of it to look. */
  styles?: GridStyles;
  caption: (column: GridColumn, index: number) => string;
  onSort: (id: string, additive: boolean) => void;
  onFilter: (id: string, filter: ColumnFilter | undefined) => void;
  onRow: ((row: Entry) => void) | undefined;
  onCell: (column: GridColumn, row: Entry) => (() => void) | undefined;
  onSelect: (row: Entry, modifiers: { toggle: boolean; range: boolean }) => void;
  onSelectAll: (all: boolean) => void;
}

const BAR_WIDTHS = ["70%", "45%", "60%", "80%", "52%"];

export function GridTable(props: GridTableProps) {
  const { table, columns, state, property, placeholders, selectionMode, selected } = props;
  const { t } = useTranslation("components");
  const contrast = useContrast();
  const [focused, setFocused] = useState(0);
  const rows = table.getRowModel().rows;
  const shown = table.getVisibleLeafColumns();
  const picks = selectionMode === "checkbox";
  const all = rows.length > 0 && rows.every((row) => selected.has(row.original.id));
  return (
    <Table
      role="grid"
      aria-label={props.label}
      aria-rowcount={props.count === undefined ? -1 : props.count + 1}
      aria-multiselectable={selectionMode === "multiple" || picks ? true : undefined}
    >
      <TableHead>
        <TableRow>
          {picks && (
            <TableCell padding="none" component="th" scope="col" style={{ width: 44 }}>
              <Checkbox
                checked={all}
                indeterminate={!all && selected.size > 0}
                onChange={() => {
                  props.onSelectAll(!all);
                }}
                slotProps={{ input: { "aria-label": t("gridSelectAll") } }}
              />
            </TableCell>
          )}
          {shown.map(({ id }) => {
            const column = columns[Number(id)] ?? {};
            return (
              <HeaderCell
                key={id}
                id={id}
                column={column}
                caption={props.caption(column, Number(id))}
                property={property(column.fields?.[0] ?? "")}
                sorting={state.sorting}
                filter={state.filters[id]}
                runtime={props.runtime}
                design={props.design}
                style={cssOf(props.styles?.header?.[id], contrast)}
                onSort={props.onSort}
                onFilter={props.onFilter}
              />
            );
          })}
        </TableRow>
      </TableHead>
      <TableBody>
        {placeholders > 0
          ? Array.from({ length: placeholders }, (_, row) => (
              <TableRow key={row} aria-hidden>
                {picks && <TableCell padding="none" />}
                {shown.map(({ id }, index) => (
                  <TableCell key={id}>
                    <Skeleton variant="text" animation={props.design ? false : "wave"} width={BAR_WIDTHS[(row + index) % BAR_WIDTHS.length]} />
                  </TableCell>
                ))}
              </TableRow>
            ))
          : rows.map((row, index) => (
              <BodyRow key={row.id} {...props} row={row} index={index} isTabStop={index === Math.min(focused, rows.length - 1)} onFocusRow={setFocused} />
            ))}
      </TableBody>
    </Table>
  );
}

interface BodyRowProps extends GridTableProps {
  row: Row<Entry>;
  index: number;
  isTabStop: boolean;
  onFocusRow: (index: number) => void;
}

/** One entry. Arrow keys move between rows, Enter runs the row's command, Space selects. */
function BodyRow(props: BodyRowProps): ReactNode {
  const { row, index, columns, property, runtime, styles, selectionMode, selected, onRow, onCell, onSelect } = props;
  const { t } = useTranslation("components");
  const contrast = useContrast();
  const entry = row.original;
  const selects = selectionMode !== "none";
  const isSelected = selected.has(entry.id);
  const click = (event: MouseEvent) => {
    if (selects && selectionMode !== "checkbox") onSelect(entry, { toggle: event.ctrlKey || event.metaKey, range: event.shiftKey });
    onRow?.(entry);
  };
  const key = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget) return;
    const target = { ArrowDown: event.currentTarget.nextElementSibling, ArrowUp: event.currentTarget.previousElementSibling }[event.key];
    if (target instanceof HTMLElement) target.focus();
    else if (event.key === "Enter") onRow?.(entry);
    else if (event.key === " " && selects) onSelect(entry, { toggle: true, range: event.shiftKey });
    else return;
    event.preventDefault();
  };
  return (
    <TableRow
      tabIndex={props.isTabStop ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={selects ? isSelected : undefined}
      data-entry={entry.id}
      data-clickable={onRow || (selects && selectionMode !== "checkbox") ? "" : undefined}
      onClick={click}
      onKeyDown={key}
      onFocus={() => {
        props.onFocusRow(index);
      }}
    >
      {selectionMode === "checkbox" && (
        <TableCell padding="none" role="gridcell" style={cssOf(styles?.row?.[entry.id], contrast)}>
          <Checkbox
            checked={isSelected}
            onClick={(event) => {
              event.stopPropagation();
              onSelect(entry, { toggle: true, range: event.shiftKey });
            }}
            slotProps={{ input: { "aria-label": t("gridSelectRow", { id: entry.id }) } }}
          />
        </TableCell>
      )}
      {row.getVisibleCells().map((cell) => {
        const column = columns[Number(cell.column.id)] ?? {};
        return (
          <TableCell
            key={cell.id}
            role="gridcell"
            align={isNumeric(property(column.fields?.[0] ?? "")) ? "right" : "left"}
            style={styles && cssOf(cellStyle(styles, entry.id, cell.column.id), contrast)}
          >
            <Cell row={entry} column={column} property={property} runtime={runtime} onCommand={onCell(column, entry)} />
          </TableCell>
        );
      })}
    </TableRow>
  );
}

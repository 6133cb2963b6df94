import { Checkbox, IconButton, TableCell, TableRow, Tooltip } from "@mui/material";
import type { Row as TableRowModel } from "@tanstack/react-table";
import { Trash2 } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Column, DataTableProps, RowAction } from "./types";

interface ListRowProps<Row extends object> {
  row: TableRowModel<Row>;
  /** The table is one tab stop: its first row. */
  first: boolean;
  columns: Column<Row>[];
  table: DataTableProps<Row>;
  hasActions: boolean;
}

export function ListRow<Row extends object>({ row, first, columns, table, hasActions }: ListRowProps<Row>) {
  const { t } = useTranslation();
  const item = row.original;
  const { onOpen, onDelete, bulk } = table;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter") onOpen?.(item);
    else if (event.key === "Delete" && (table.isDeletable?.(item) ?? true)) onDelete?.(item);
    else if (event.key === " " && bulk) {
      event.preventDefault();
      row.toggleSelected();
    }
  };
  return (
    <TableRow
      hover
      data-row
      tabIndex={first ? 0 : -1}
      selected={row.getIsSelected()}
      onKeyDown={onKeyDown}
      onClick={onOpen && (() => onOpen(item))}
      sx={{ cursor: onOpen ? "pointer" : "default", "&:last-child td": { borderBottom: 0 } }}
    >
      {bulk && (
        <TableCell padding="checkbox" onClick={(event) => event.stopPropagation()}>
          <Checkbox
            checked={row.getIsSelected()}
            onChange={row.getToggleSelectedHandler()}
            slotProps={{ input: { "aria-label": t("table.select") } }}
          />
        </TableCell>
      )}
      {columns.map((column) => (
        <TableCell key={column.id} align={column.align} sx={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>
          {column.render ? column.render(item) : shown(column.value(item))}
        </TableCell>
      ))}
      {hasActions && (
        <TableCell padding="none" align="right" sx={{ pr: 2, whiteSpace: "nowrap" }} onClick={(event) => event.stopPropagation()}>
          <RowActions item={item} table={table} />
        </TableCell>
      )}
    </TableRow>
  );
}

function shown(value: string | number | boolean | null): ReactNode {
  return value === null || value === "" ? "—" : String(value);
}

function RowActions<Row extends object>({ item, table }: { item: Row; table: DataTableProps<Row> }) {
  const { t } = useTranslation();
  const remove: RowAction<Row>[] = table.onDelete
    ? [{ icon: <Trash2 size={16} />, label: () => t("delete"), onRun: table.onDelete, isOffered: table.isDeletable }]
    : [];
  return [...(table.actions ?? []), ...remove]
    .filter((action) => action.isOffered?.(item) ?? true)
    .map((action) => {
      const label = action.label(item);
      return (
        <Tooltip key={label} title={label}>
          <IconButton size="small" aria-label={label} onClick={() => action.onRun(item)}>
            {action.icon}
          </IconButton>
        </Tooltip>
      );
    });
}

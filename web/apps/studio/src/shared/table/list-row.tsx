import { ActionIcon, ActionMenu } from "@aqtra/ui";
import { Checkbox, TableCell, TableRow } from "@mui/material";
import type { Row as TableRowModel } from "@tanstack/react-table";
import { Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
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
    ? [{ icon: Trash2, label: () => t("delete"), onRun: table.onDelete, isOffered: table.isDeletable }]
    : [];
  const all = [...(table.actions ?? []), ...remove].filter((action) => action.isOffered?.(item) ?? true);
  // Beyond two, all but the first go into a menu.
  const inline = all.length > 2 ? all.slice(0, 1) : all;
  const rest = all.slice(inline.length);
  return (
    <>
      {inline.map((action) => (
        <ActionIcon key={action.label(item)} size="small" icon={action.icon} name={action.label(item)} onClick={() => action.onRun(item)} />
      ))}
      {rest.length > 0 && <MoreActions item={item} actions={rest} />}
    </>
  );
}

function MoreActions<Row extends object>({ item, actions }: { item: Row; actions: RowAction<Row>[] }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <ActionIcon
        size="small"
        icon={Ellipsis}
        name={t("table.more")}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      />
      <ActionMenu
        anchor={anchor}
        onClose={() => setAnchor(null)}
        items={actions.map((action) => ({ id: action.label(item), label: action.label(item), icon: action.icon, onClick: () => action.onRun(item) }))}
      />
    </>
  );
}

import { Box, Chip, IconButton, InputAdornment, OutlinedInput, Tooltip, Typography } from "@mui/material";
import type { Table } from "@tanstack/react-table";
import { Rows3, Rows4, Search } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";

import { densityChosen, usePreferences } from "../preferences";
import type { Column } from "./types";

interface ToolbarProps<Row> {
  table: Table<Row>;
  columns: Column<Row>[];
  title?: string;
  searchLabel?: string;
  /** How many there are, when the rows here are only a page of them. */
  count?: number;
  bulk?: ReactNode;
}

export function Toolbar<Row>({ table, columns, title, searchLabel, bulk, count }: ToolbarProps<Row>) {
  const search = (text: string): void => {
    table.setGlobalFilter(text);
    table.setPageIndex(0);
  };
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 2, alignItems: "center", minHeight: 32 }}>
      {title !== undefined && (
        <Typography variant="h3" component="h2" noWrap title={title} sx={{ minWidth: 0 }}>
          <bdi>{title}</bdi>
        </Typography>
      )}
      {searchLabel !== undefined && (
        <OutlinedInput
          size="small"
          type="search"
          value={(table.getState().globalFilter as string | undefined) ?? ""}
          onChange={(event) => search(event.target.value)}
          placeholder={searchLabel}
          inputProps={{ "aria-label": searchLabel }}
          startAdornment={
            <InputAdornment position="start">
              <Search size={16} aria-hidden />
            </InputAdornment>
          }
          sx={{ width: { xs: "100%", sm: 280 } }}
        />
      )}
      <FilterChips table={table} columns={columns} />
      <Box sx={{ flexGrow: 1 }} />
      {bulk}
      <Count table={table} count={count} />
      <DensitySwitch />
    </Box>
  );
}

function FilterChips<Row>({ table, columns }: Pick<ToolbarProps<Row>, "table" | "columns">) {
  const { t } = useTranslation();
  const filters = table.getState().columnFilters;
  return (
    <Box role="list" aria-label={t("table.filters")} sx={{ display: "contents" }}>
      {filters.map(({ id, value }) => {
        const column = columns.find((candidate) => candidate.id === id);
        const options = Array.isArray(column?.filter) ? column.filter : [];
        const shown = options.find((option) => option.value === value)?.label ?? String(value);
        return (
          <Box role="listitem" key={id}>
            <Chip
              size="small"
              label={`${column?.header ?? id}: ${shown}`}
              onDelete={() => table.getColumn(id)?.setFilterValue(undefined)}
            />
          </Box>
        );
      })}
    </Box>
  );
}

function Count<Row>({ table, count }: Pick<ToolbarProps<Row>, "table" | "count">) {
  const { t } = useTranslation();
  const found = count ?? table.getFilteredRowModel().rows.length;
  const all = count ?? table.getCoreRowModel().rows.length;
  return (
    <Typography variant="body2" color="textSecondary" role="status">
      {found === all ? t("table.count", { count: all }) : t("table.countOf", { found, all })}
    </Typography>
  );
}

function DensitySwitch() {
  const { t } = useTranslation();
  const dispatch = useDispatch();
  const { density } = usePreferences();
  const next = density === "compact" ? "comfortable" : "compact";
  const label = t(`table.density.${next}`);
  return (
    <Tooltip title={label}>
      <IconButton size="small" aria-label={label} onClick={() => dispatch(densityChosen(next))}>
        {density === "compact" ? <Rows3 size={16} /> : <Rows4 size={16} />}
      </IconButton>
    </Tooltip>
  );
}

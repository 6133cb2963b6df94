import { Box, IconButton, MenuItem, Popover, TableCell, TableSortLabel, TextField } from "@mui/material";
import type { Column as TableColumn } from "@tanstack/react-table";
import { ListFilter } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Column } from "./types";

interface HeaderCellProps<Row> {
  column: Column<Row>;
  state: TableColumn<Row>;
  onFiltered: () => void;
}

export function HeaderCell<Row>({ column, state, onFiltered }: HeaderCellProps<Row>) {
  const sorted = state.getIsSorted();
  return (
    <TableCell
      align={column.align}
      aria-sort={sorted === false ? undefined : sorted === "asc" ? "ascending" : "descending"}
      sx={{ width: column.width, whiteSpace: "nowrap", "&:hover .filter, & .filter:focus-visible": { opacity: 1 } }}
    >
      <Box sx={{ display: "inline-flex", alignItems: "center", gap: 1 }}>
        {state.getCanSort() ? (
          <TableSortLabel
            active={sorted !== false}
            direction={sorted === false ? "asc" : sorted}
            onClick={state.getToggleSortingHandler()}
            // An idle arrow would keep its place free between a title and its filter.
            sx={{ "&:not(.Mui-active) .MuiTableSortLabel-icon": { display: "none" } }}
          >
            {column.header}
          </TableSortLabel>
        ) : (
          column.header
        )}
        {column.filter && <FilterButton column={column} state={state} onFiltered={onFiltered} />}
      </Box>
    </TableCell>
  );
}

function FilterButton<Row>({ column, state, onFiltered }: HeaderCellProps<Row>) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const label = t("table.filterBy", { column: column.header });
  const value = (state.getFilterValue() as string | undefined) ?? "";
  const options = Array.isArray(column.filter) ? column.filter : null;
  const filter = (text: string): void => {
    state.setFilterValue(text === "" ? undefined : text);
    onFiltered();
  };
  return (
    <>
      <IconButton
        size="small"
        className="filter"
        aria-label={label}
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ width: 22, height: 22, opacity: value || anchor ? 1 : 0.45, color: value ? "primary.main" : "inherit" }}
      >
        <ListFilter size={14} />
      </IconButton>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
        slotProps={{ paper: { role: "dialog", "aria-label": label, sx: { p: 3, width: 240 } } }}
      >
        <TextField
          select={options !== null}
          fullWidth
          size="small"
          label={column.header}
          value={value}
          onChange={(event) => filter(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && setAnchor(null)}
        >
          {options && <MenuItem value="">{t("table.any")}</MenuItem>}
          {options?.map((option) => (
            <MenuItem key={option.value} value={option.value}>
              {option.label}
            </MenuItem>
          ))}
        </TextField>
      </Popover>
    </>
  );
}

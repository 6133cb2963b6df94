import ButtonBase from "@mui/material/ButtonBase";
import TableCell from "@mui/material/TableCell";
import { ActionIcon, VisuallyHidden } from "@aqtra/ui";
import { ArrowDown, ArrowUp, ChevronsUpDown, ListFilter } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { FieldProperty } from "../model";
import type { RuntimeApi } from "../runtime-api";
import type { GridColumn } from "../settings";
import { isNumeric } from "./cell";
import { FilterPopover } from "./filter-popover";
import type { ColumnFilter, SortedColumn } from "./state";

interface HeaderCellProps {
  id: string;
  column: GridColumn;
  caption: string;
  property: FieldProperty | undefined;
  sorting: readonly SortedColumn[];
  filter: ColumnFilter | undefined;
  runtime: RuntimeApi;
  design: boolean;
  /** How a script wants it to look. */
  style?: CSSProperties | undefined;
  onSort: (id: string, additive: boolean) => void;
  onFilter: (id: string, filter: ColumnFilter | undefined) => void;
}

export function HeaderCell(props: HeaderCellProps) {
  const { id, column, caption, property, sorting, filter, runtime, design, onSort, onFilter } = props;
  const { t } = useTranslation("components");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const position = sorting.findIndex((entry) => entry.id === id);
  const sorted = sorting[position];
  const shown = column.show_header === false ? <VisuallyHidden>{caption}</VisuallyHidden> : caption;
  const sortable = column.sortable === true && property?.encrypted !== true;
  const SortIcon = sorted ? (sorted.desc ? ArrowDown : ArrowUp) : ChevronsUpDown;
  return (
    <TableCell
      component="th"
      scope="col"
      align={isNumeric(property) ? "right" : "left"}
      aria-sort={sortable ? (sorted ? (sorted.desc ? "descending" : "ascending") : "none") : undefined}
      style={{ width: cssSize(column.width), ...props.style }}
    >
      <span className="grid-head">
        {sortable ? (
          <ButtonBase
            className="grid-sort"
            title={t("gridSortHint", { column: caption })}
            onClick={(event) => {
              if (!design) onSort(id, event.shiftKey || event.ctrlKey || event.metaKey);
            }}
          >
            {shown}
            <SortIcon size={14} aria-hidden className={sorted ? "grid-sorted" : "grid-unsorted"} />
            {sorting.length > 1 && sorted && <small>{position + 1}</small>}
          </ButtonBase>
        ) : (
          shown
        )}
        {column.filterable && (
          <ActionIcon
            size="small"
            icon={ListFilter}
            iconSize={14}
            name={t(filter ? "gridFiltered" : "gridFilter", { column: caption })}
            color={filter ? "primary" : "default"}
            className={filter ? "grid-filter grid-filter-on" : "grid-filter"}
            aria-haspopup="dialog"
            aria-expanded={anchor !== null}
            onClick={(event) => {
              if (!design) setAnchor(event.currentTarget);
            }}
          />
        )}
      </span>
      {anchor && (
        <FilterPopover
          anchor={anchor}
          caption={caption}
          property={property}
          filter={filter}
          runtime={runtime}
          onClose={() => {
            setAnchor(null);
          }}
          onApply={(next) => {
            setAnchor(null);
            onFilter(id, next);
          }}
        />
      )}
    </TableCell>
  );
}

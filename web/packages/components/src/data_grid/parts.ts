/** Parts of the data grid for grids that are not elements of a page: they bring their own data and pager. */
export { describeFilter } from "./describe-filter";
export { GridTable } from "./grid-table";
export { readPath } from "../shared/paths";
export { type ColumnFilter, columnRule, type GridState, initialGridState, type SortedColumn, toggleSorting } from "./state";
export { GridFrame } from "./styles";
export { buildFilter, odataPath } from "../shared/odata";

import { Box, Pagination } from "@mui/material";
import type { Table } from "@tanstack/react-table";
import { useTranslation } from "react-i18next";

/** First, previous, numbers, next, last; absent while everything fits on one page. */
export function Pager<Row>({ table }: { table: Table<Row> }) {
  const { t } = useTranslation();
  if (table.getPageCount() <= 1) return null;
  return (
    <Box sx={{ display: "flex", justifyContent: "flex-end" }}>
      <Pagination
        size="small"
        shape="rounded"
        showFirstButton
        showLastButton
        aria-label={t("table.pages")}
        count={table.getPageCount()}
        // A deletion may leave the current page behind the last one.
        page={Math.min(table.getState().pagination.pageIndex + 1, table.getPageCount())}
        onChange={(_, page) => table.setPageIndex(page - 1)}
      />
    </Box>
  );
}

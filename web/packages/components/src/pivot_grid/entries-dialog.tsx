import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import { EmptyState, ErrorState } from "@aqtra/ui";
import { getCoreRowModel, useReactTable } from "@tanstack/react-table";
import { Inbox } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { GridTable } from "../data_grid/grid-table";
import { Pager } from "../data_grid/pager";
import { initialGridState } from "../data_grid/state";
import { GridFrame } from "../data_grid/styles";
import type { Entry, FieldProperty } from "../model";
import type { RuntimeApi } from "../runtime-api";
import type { GridColumn, OrderField } from "../settings";
import { odataPath } from "../shared/odata";
import { orderBy, selection } from "../shared/paths";

interface EntriesDialogProps {
  component: string;
  title: string;
  /** Which group the entries are of, in words. */
  subtitle: string;
  filter: string;
  order: readonly OrderField[];
  columns: readonly GridColumn[];
  property: (field: string) => FieldProperty | undefined;
  runtime: RuntimeApi;
  onClose: () => void;
}

const NOBODY: ReadonlySet<number> = new Set();
const nothing = () => undefined;
const PAGE_SIZE = 25;

/** The entries behind one cell, page by page. */
export function EntriesDialog({ component, title, subtitle, filter, order, columns, property, runtime, onClose }: EntriesDialogProps) {
  const { t } = useTranslation("components");
  const labelId = useId();
  const [page, setPage] = useState(0);
  const [pageSize, setPageSize] = useState(PAGE_SIZE);
  const { select, expand, references } = selection(columns.flatMap(({ fields }) => (fields ?? []).filter((field) => odataPath(field) !== "")), property);
  const entries = runtime.useEntries({ component, ...(filter && { filter }), orderby: orderBy(order), select, expand, references, top: pageSize, skip: page * pageSize, count: true });
  // Read in this render and handed on whole; nothing of it is kept.
  // eslint-disable-next-line react-hooks/incompatible-library
  const table = useReactTable<Entry>({
    data: entries.rows as Entry[],
    columns: columns.map((column, index) => ({ id: String(index), header: column.header_value ?? "" })),
    manualPagination: true,
    getRowId: (row) => String(row.id),
    getCoreRowModel: getCoreRowModel(),
  });
  const isLoading = entries.status === "loading" || entries.status === "idle";
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby={labelId}>
      <DialogTitle id={labelId}>
        {title}
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: "anywhere" }}>
          {subtitle}
        </Typography>
      </DialogTitle>
      <DialogContent>
        <GridFrame data-dense="" aria-busy={isLoading || entries.status === "refreshing"}>
          <div className="grid-surface">
            <div className="grid-scroll">
              <GridTable
                table={table}
                columns={columns}
                state={initialGridState}
                label={title}
                count={entries.count}
                placeholders={isLoading ? 5 : 0}
                selectionMode="none"
                selected={NOBODY}
                property={property}
                runtime={runtime}
                design={false}
                caption={(column) => column.header_value ?? ""}
                onSort={nothing}
                onFilter={nothing}
                onRow={undefined}
                onCell={nothing}
                onSelect={nothing}
                onSelectAll={nothing}
              />
            </div>
            {entries.status === "failed" && <ErrorState compact title={entries.failure?.message} text={null} traceId={entries.failure?.traceId} onRetry={entries.refresh} />}
            {entries.status === "ready" && entries.rows.length === 0 && <EmptyState compact icon={Inbox} title={t("gridEmpty")} />}
            {(entries.count ?? 0) > 0 && (
              <Pager
                page={page}
                pageSize={pageSize}
                count={entries.count ?? 0}
                locale={runtime.locale}
                onPage={setPage}
                onPageSize={(size) => {
                  setPageSize(size);
                  setPage(0);
                }}
              />
            )}
          </div>
        </GridFrame>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t("pivotClose")}</Button>
      </DialogActions>
    </Dialog>
  );
}

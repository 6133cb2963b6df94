import { Box, Link, Typography } from "@mui/material";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";

import { dateTime, shortDateTime } from "../../../shared/format";
import type { Column } from "../../../shared/table";
import type { EntryReferences, MarkedEntry } from "../api";

export function useMarkedColumns(): Column<MarkedEntry>[] {
  const { t } = useTranslation("maintenance");
  return useMemo(
    () => [
      { id: "name", header: t("marked.columns.entry"), value: (row) => row.name, render: (row) => <EntryName row={row} />, sortable: false },
      { id: "marked_by", header: t("marked.columns.by"), value: (row) => row.marked_by?.name ?? t("history.platform"), width: 152, from: 900, sortable: false },
      {
        id: "marked_at",
        header: t("marked.columns.at"),
        value: (row) => row.marked_at,
        render: (row) => <span title={dateTime(row.marked_at)}>{shortDateTime(row.marked_at)}</span>,
        width: 142,
        from: 900,
        sortable: false,
      },
      { id: "references", header: t("marked.columns.references"), value: (row) => row.referenced_by.length, render: (row) => <ReferencedBy references={row.referenced_by} />, sortable: false },
    ],
    [t],
  );
}

function EntryName({ row }: { row: MarkedEntry }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="inherit" component="p" noWrap title={row.name ?? undefined} sx={{ fontWeight: 550 }}>
        <bdi>{row.name || `#${row.id}`}</bdi>
      </Typography>
      <Typography variant="caption" component="p" color="textSecondary" noWrap title={row.component.title}>
        {row.component.title} #{row.id}
      </Typography>
    </Box>
  );
}

/** What still refers to an entry; what is marked itself does not keep it. */
export function ReferencedBy({ references }: { references: readonly EntryReferences[] }) {
  const { t } = useTranslation("maintenance");
  if (references.length === 0) {
    return (
      <Typography variant="inherit" component="span" color="textSecondary">
        {t("marked.unreferenced")}
      </Typography>
    );
  }
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none", whiteSpace: "normal" }}>
      {references.map(({ component, property, count, entries, marked }) => (
        <Box component="li" key={`${component.key}:${property}`} sx={{ overflowWrap: "anywhere" }}>
          {t("marked.reference", { title: component.title, property, count })}{" "}
          {entries.map((id) => (
            <Link key={id} component={RouterLink} to={`/maintenance/entries?component=${component.key}&entry=${id}`} sx={{ marginInlineEnd: 1 }}>
              #{id}
            </Link>
          ))}
          {count > entries.length && "…"}
          {marked && (
            <Typography variant="caption" component="span" color="textSecondary">
              {" "}
              {t("marked.markedToo")}
            </Typography>
          )}
        </Box>
      ))}
    </Box>
  );
}

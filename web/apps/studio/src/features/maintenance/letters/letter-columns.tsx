import { Box, Typography } from "@mui/material";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { dateTime, shortDateTime } from "../../../shared/format";
import type { Column } from "../../../shared/table";
import type { DeadLetter } from "../api";

export function useLetterColumns(): Column<DeadLetter>[] {
  const { t } = useTranslation("maintenance");
  return useMemo(
    () => [
      { id: "flow", header: t("letters.columns.flow"), value: (row) => row.flow, render: (row) => <Sender row={row} />, sortable: false },
      { id: "error", header: t("letters.columns.error"), value: (row) => row.error.message, render: (row) => <Reason row={row} />, sortable: false },
      { id: "attempts", header: t("letters.columns.attempts"), value: (row) => row.attempts, width: 92, from: 900, sortable: false },
      { id: "queued_by", header: t("letters.columns.by"), value: (row) => row.queued_by ?? t("history.platform"), width: 152, from: 900, sortable: false },
      {
        id: "queued_at",
        header: t("letters.columns.at"),
        value: (row) => row.queued_at,
        render: (row) => <span title={dateTime(row.queued_at)}>{shortDateTime(row.queued_at)}</span>,
        width: 142,
        from: 900,
        sortable: false,
      },
    ],
    [t],
  );
}

function Sender({ row }: { row: DeadLetter }) {
  const { t } = useTranslation("maintenance");
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="inherit" component="p" noWrap title={row.flow} sx={{ fontWeight: 550 }}>
        <bdi>{row.flow}</bdi>
      </Typography>
      <Typography variant="caption" component="p" color="textSecondary" noWrap title={row.run_id}>
        {t("letters.place", { component: row.component.title || row.component.key, item: row.item })}
      </Typography>
    </Box>
  );
}

/** Why, and about which fields. */
export function Reason({ row }: { row: Pick<DeadLetter, "error"> }) {
  return (
    <Box sx={{ whiteSpace: "normal", overflowWrap: "anywhere" }}>
      {row.error.message}
      {row.error.fields.map(({ field, message }) => (
        <Typography key={`${field}:${message}`} variant="caption" component="p" color="textSecondary">
          <bdi>{field}</bdi>: {message}
        </Typography>
      ))}
    </Box>
  );
}

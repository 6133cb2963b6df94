import { Box, Typography } from "@mui/material";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { dateTime, shortDateTime } from "../../../shared/format";
import type { Column } from "../../../shared/table";
import type { MessageLetter } from "../api";
import { Reason } from "./letter-columns";

export function useMessageColumns(): Column<MessageLetter>[] {
  const { t } = useTranslation("maintenance");
  return useMemo(
    () => [
      { id: "flow", header: t("messages.columns.flow"), value: (row) => row.component.title, render: (row) => <Receiver row={row} />, sortable: false },
      { id: "error", header: t("messages.columns.error"), value: (row) => row.error.message, render: (row) => <Reason row={row} />, sortable: false },
      { id: "attempts", header: t("messages.columns.attempts"), value: (row) => row.attempts, width: 92, from: 900, sortable: false },
      {
        id: "received_at",
        header: t("messages.columns.at"),
        value: (row) => row.received_at,
        render: (row) => <span title={dateTime(row.received_at)}>{shortDateTime(row.received_at)}</span>,
        width: 142,
        from: 900,
        sortable: false,
      },
    ],
    [t],
  );
}

function Receiver({ row }: { row: MessageLetter }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="inherit" component="p" noWrap title={row.flow} sx={{ fontWeight: 550 }}>
        <bdi>{row.component.title || row.component.key}</bdi>
      </Typography>
      <Typography variant="caption" component="p" color="textSecondary" noWrap title={row.message_id}>
        <bdi>{row.message_id}</bdi>
      </Typography>
    </Box>
  );
}

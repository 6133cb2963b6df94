import { Box, Typography } from "@mui/material";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { dateTime } from "../../shared/format";
import type { Column } from "../../shared/table";
import type { AuditRecord, Outcome } from "./api";

const COLOURS: Record<Outcome, string> = { done: "text.secondary", refused: "warning.main", failed: "error.main" };

/** Who it was: a name, the number of an account, the platform itself or somebody unknown. */
export function useActorName(): (record: AuditRecord) => string {
  const { t } = useTranslation("audit");
  return (record) => record.actor_name ?? (record.actor_id === null ? t("nobody") : t("account", { id: record.actor_id }));
}

export function OutcomeWord({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation("audit");
  return (
    <Typography component="span" variant="inherit" sx={{ color: COLOURS[outcome] }}>
      {t(`outcomes.${outcome}`)}
    </Typography>
  );
}

/** The server orders by time, so no column offers another order of one page. */
export function useAuditColumns(): Column<AuditRecord>[] {
  const { t } = useTranslation("audit");
  const actor = useActorName();
  return useMemo(
    () => [
      { id: "action", header: t("columns.action"), value: (record) => record.action, render: (record) => <Action record={record} />, sortable: false },
      { id: "actor", header: t("columns.actor"), value: actor, render: (record) => <bdi>{actor(record)}</bdi>, width: 160, sortable: false, from: 600 },
      { id: "target", header: t("columns.target"), value: (record) => record.target, render: (record) => <Target value={record.target} />, width: 280, sortable: false, from: 1200 },
      { id: "outcome", header: t("columns.outcome"), value: (record) => record.outcome, render: ({ outcome }) => <OutcomeWord outcome={outcome} />, width: 96, sortable: false, from: 900 },
      { id: "at", header: t("columns.at"), value: (record) => record.at, render: (record) => dateTime(record.at), width: 180, sortable: false },
    ],
    [actor, t],
  );
}

/** On a phone, where other columns have no room, also who it was and how it ended. */
function Action({ record }: { record: AuditRecord }) {
  const actor = useActorName();
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography component="span" variant="mono" noWrap title={record.action} sx={{ display: "block" }}>
        {record.action}
      </Typography>
      <Typography variant="caption" component="p" color="textSecondary" noWrap sx={{ display: { sm: "none" } }}>
        <bdi>{actor(record)}</bdi> · <OutcomeWord outcome={record.outcome} />
      </Typography>
    </Box>
  );
}

function Target({ value }: { value: string | null }) {
  return (
    <Typography component="span" variant="body2" color="textSecondary" noWrap title={value ?? undefined} sx={{ display: "block" }}>
      <bdi>{value ?? "—"}</bdi>
    </Typography>
  );
}

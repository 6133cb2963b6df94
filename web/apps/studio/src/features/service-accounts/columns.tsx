import { Box, Link, Typography } from "@mui/material";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";

import { dateTime, shortDateTime } from "../../shared/format";
import type { Column } from "../../shared/table";
import { ActiveMark } from "./active-mark";
import type { ServiceAccount } from "./api";

export function useColumns(): Column<ServiceAccount>[] {
  const { t } = useTranslation("service-accounts");
  return useMemo(
    () => [
      { id: "name", header: t("columns.name"), value: (account) => `${account.display_name} ${account.user_name}`, render: (account) => <Name account={account} /> },
      { id: "roles", header: t("columns.roles"), value: (account) => account.roles.join(", "), filter: "text", width: 200, from: 600 },
      { id: "tokens", header: t("columns.tokens"), value: (account) => account.tokens, width: 96, align: "right", from: 900 },
      {
        id: "created",
        header: t("columns.created"),
        value: (account) => account.created_at,
        render: (account) => <span title={dateTime(account.created_at)}>{shortDateTime(account.created_at)}</span>,
        width: 152,
        from: 900,
      },
      {
        id: "state",
        header: t("columns.state"),
        value: (account) => (account.active ? "active" : "inactive"),
        render: (account) => <ActiveMark active={account.active} />,
        filter: ["active", "inactive"].map((state) => ({ value: state, label: t(state) })),
        width: 132,
      },
    ],
    [t],
  );
}

function Name({ account }: { account: ServiceAccount }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Link
        component={RouterLink}
        to={`/access/service-accounts/${account.id}`}
        color="textPrimary"
        noWrap
        title={account.display_name || account.user_name}
        sx={{ display: "block", fontWeight: 550 }}
        onClick={(event) => event.stopPropagation()}
      >
        {account.display_name || account.user_name}
      </Link>
      {account.display_name && (
        <Typography variant="mono" component="p" noWrap color="textSecondary">
          {account.user_name}
        </Typography>
      )}
      {/* On a phone the column of its own makes room for the name. */}
      <Typography variant="caption" component="p" noWrap color="textSecondary" sx={{ display: { sm: "none" } }}>
        {account.roles.join(", ") || "—"}
      </Typography>
    </Box>
  );
}

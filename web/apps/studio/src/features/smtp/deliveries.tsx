import { EmptyState } from "@aqtra/ui";
import { Typography } from "@mui/material";
import { MailOpen } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { shortDateTime } from "../../shared/format";
import { ProblemState } from "../../shared/problems";
import { DataTable } from "../../shared/table";
import type { Column } from "../../shared/table";
import { useListMailDeliveriesQuery } from "./api";
import type { Delivery } from "./api";
import { Part } from "./part";

const NONE: Delivery[] = [];
const TONES: Readonly<Record<string, "success" | "error" | "textSecondary">> = { sent: "success", failed: "error" };

/** What became of the latest mails that flows have sent. */
export function Deliveries() {
  const { t } = useTranslation("smtp");
  const { data, error, refetch, isLoading } = useListMailDeliveriesQuery(undefined, { refetchOnMountOrArgChange: true });
  const columns = useColumns();
  return (
    <Part title={t("deliveries.title")} text={t("deliveries.text")}>
      {error && !data ? (
        <ProblemState error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label={t("deliveries.title")}
          columns={columns}
          rows={(data ?? NONE) as Delivery[]}
          rowId={(row) => row.id}
          searchLabel={t("deliveries.search")}
          loading={isLoading}
          empty={<EmptyState icon={MailOpen} title={t("deliveries.empty.title")} text={t("deliveries.empty.text")} />}
        />
      )}
    </Part>
  );
}

function useColumns(): Column<Delivery>[] {
  const { t } = useTranslation("smtp");
  return useMemo(
    () => [
      { id: "created", header: t("deliveries.created"), value: (row) => row.created_at, render: (row) => shortDateTime(row.created_at), width: 150 },
      { id: "user", header: t("deliveries.user"), value: (row) => row.user_name ?? "" },
      {
        id: "state",
        header: t("deliveries.state"),
        value: (row) => row.state,
        render: (row) => (
          <Typography variant="body2" component="span" color={TONES[row.state] ?? "textSecondary"}>
            {t(`deliveries.states.${row.state}`)}
          </Typography>
        ),
        width: 110,
      },
      { id: "reason", header: t("deliveries.reason"), value: (row) => row.reason ?? "", from: 700 },
      { id: "run", header: t("deliveries.run"), value: (row) => row.run_id, from: 900 },
    ],
    [t],
  );
}

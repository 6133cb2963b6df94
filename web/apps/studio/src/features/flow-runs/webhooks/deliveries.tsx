import { EmptyState, SkeletonRows } from "@aqtra/ui";
import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from "@mui/material";
import { Inbox } from "lucide-react";
import { useTranslation } from "react-i18next";

import { dateTime } from "../../../shared/format";
import { ProblemState } from "../../../shared/problems";
import { useListDeliveriesQuery } from "./api";
import type { Delivery, Webhook } from "./api";

const COLUMNS = ["received", "state", "run", "from", "size"] as const;
/** Others name the error of the platform or of the run by its code. */
const REASONS = ["secret_wrong", "signature_missing", "signature_wrong", "timestamp_missing", "timestamp_off"] as const;

/** What came in lately, and what became of it. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation("flow-runs");
  const { data, error, refetch } = useListDeliveriesQuery({ webhookId: webhook.id }, { refetchOnMountOrArgChange: true });
  const title = t("webhooks.deliveries", { name: webhook.name });
  if (error) return <ProblemState compact error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows />;
  if (data.length === 0) return <EmptyState compact icon={Inbox} title={t("webhooks.noDeliveries")} text={t("webhooks.noDeliveriesText")} />;
  return (
    <Box component="section" aria-label={title}>
      <Typography variant="subtitle2" component="h3">
        {title}
      </Typography>
      <Table size="small" aria-label={title}>
        <TableHead>
          <TableRow>
            {COLUMNS.map((column) => (
              <TableCell key={column}>{t(`webhooks.${column}`)}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {data.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} />
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

function Row({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation("flow-runs");
  const known = REASONS.find((reason) => reason === delivery.reason);
  const reason = known ? t(`webhooks.reasons.${known}`) : delivery.reason;
  return (
    <TableRow>
      <TableCell>{dateTime(delivery.received_at)}</TableCell>
      <TableCell>
        {t(`webhooks.states.${delivery.state}`)}
        {reason && `: ${reason}`}
      </TableCell>
      <TableCell>{delivery.run_state && t(`states.${delivery.run_state}`)}</TableCell>
      <TableCell>{delivery.address}</TableCell>
      <TableCell>{t("webhooks.bytes", { count: delivery.size })}</TableCell>
    </TableRow>
  );
}

import { Typography } from "@mui/material";
import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";

import { api, useGetCurrentPublicationQuery } from "../../../shared/api";
import { dateTime } from "../../../shared/format";
import { MaintenanceCard } from "./maintenance-card";

/** Takes a publication that hangs away from its worker. */
export function PublicationCard() {
  const { t } = useTranslation("maintenance");
  const { data } = useGetCurrentPublicationQuery(undefined);
  const [reset] = api.useResetPublicationMutation();
  const running = data?.state === "running" || data?.state === "rolling_back" ? data : null;
  return (
    <MaintenanceCard
      name="publication"
      icon={RotateCcw}
      destructive
      disabled={running === null}
      run={async () => {
        const { error } = await reset({ publicationId: running?.id ?? 0 });
        return error ? { error } : { result: t("system.publication.result") };
      }}
    >
      <Typography variant="body2" role="status">
        {running
          ? t("system.publication.running", { user: running.started_by ?? t("history.platform"), time: dateTime(running.started_at) })
          : t("system.publication.none")}
      </Typography>
    </MaintenanceCard>
  );
}

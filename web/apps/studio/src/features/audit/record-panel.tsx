import { ActionIcon } from "@aqtra/ui";
import { Box, Drawer, Typography } from "@mui/material";
import { X } from "lucide-react";
import { useId } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { AuditRecord } from "./api";
import { OutcomeWord, useActorName } from "./columns";

const TO_THE_SECOND = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** `user_name` as people read it. */
function words(name: string): string {
  const spaced = name.replaceAll("_", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Everything that one record says. */
export function RecordPanel({ record, onClose }: { record: AuditRecord | null; onClose: () => void }) {
  const { t } = useTranslation("audit");
  const heading = useId();
  return (
    <Drawer
      anchor="right"
      open={record !== null}
      onClose={onClose}
      slotProps={{ paper: { role: "dialog", "aria-labelledby": heading, sx: { width: 460, maxWidth: "100%" } } }}
    >
      <Box sx={{ display: "flex", alignItems: "center", gap: 2, paddingInlineStart: 5, paddingInlineEnd: 3, py: 3, borderBottom: 1, borderColor: "divider" }}>
        <Typography id={heading} variant="h3" component="h2" sx={{ flexGrow: 1, overflowWrap: "anywhere" }}>
          {record?.action}
        </Typography>
        <ActionIcon icon={X} name={t("close", { ns: "shared" })} onClick={onClose} />
      </Box>
      {record && <Facts record={record} />}
    </Drawer>
  );
}

function Facts({ record }: { record: AuditRecord }) {
  const { t } = useTranslation("audit");
  const actor = useActorName();
  return (
    <Box component="dl" sx={{ m: 0, p: 5, display: "grid", gridTemplateColumns: "max-content minmax(0, 1fr)", columnGap: 4, rowGap: 3 }}>
      <Fact name={t("columns.at")}>{TO_THE_SECOND.format(new Date(record.at))}</Fact>
      <Fact name={t("columns.actor")}>{actor(record)}</Fact>
      <Fact name={t("columns.outcome")}>
        <OutcomeWord outcome={record.outcome} />
      </Fact>
      <Fact name={t("columns.target")}>{record.target}</Fact>
      <Fact name={t("columns.address")}>{record.address}</Fact>
      <Fact name={t("traceId", { ns: "shared" })}>{record.trace_id}</Fact>
      <Fact name={t("columns.number")}>{record.id}</Fact>
      {Object.entries(record.details).map(([name, value]) => (
        <Fact key={name} name={words(name)}>
          {value === null ? null : String(value)}
        </Fact>
      ))}
    </Box>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null) return null;
  return (
    <>
      <Typography component="dt" variant="body2" color="textSecondary">
        {name}
      </Typography>
      <Typography component="dd" variant="body2" sx={{ m: 0, overflowWrap: "anywhere" }}>
        <bdi>{children}</bdi>
      </Typography>
    </>
  );
}

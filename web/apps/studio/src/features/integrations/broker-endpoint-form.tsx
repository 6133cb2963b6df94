import { Notice } from "@aqtra/ui";
import { Box, Button, Checkbox, FormControlLabel, TextField, Typography } from "@mui/material";
import { FlaskConical } from "lucide-react";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../shared/problems";
import { MESSAGE_FORMATS, useTryIntegrationMutation } from "./api";
import type { Broker, BrokerEndpoint, Tried } from "./api";
import { Choice } from "./choice";
import { ResponseField } from "./response-field";
import { Fold } from "./section";

interface BrokerEndpointFormProps {
  kind: Broker["kind"];
  endpoint: BrokerEndpoint;
  systemId: string | null;
  connectorId: string;
  onChange: (endpoint: BrokerEndpoint) => void;
  onRemove: () => void;
}

/** A queue, topic or subject, and what its messages hold. */
export function BrokerEndpointForm({ kind, endpoint, systemId, connectorId, onChange, onRemove }: BrokerEndpointFormProps) {
  const { t } = useTranslation("integrations");
  const id = (name: string): string => `${endpoint.id}-${name}`;
  const set = (change: Partial<BrokerEndpoint>): void => onChange({ ...endpoint, ...change });
  return (
    <Fold
      title={endpoint.name}
      onRemove={onRemove}
      aside={
        <Typography variant="mono" color="textSecondary" noWrap sx={{ maxWidth: "50%" }}>
          {endpoint.address}
        </Typography>
      }
    >
      <TextField id={id("name")} label={t("fields.endpointName")} required value={endpoint.name} onChange={(event) => set({ name: event.target.value })} />
      <TextField
        id={id("address")}
        label={t(`brokers.places.${kind}.name`)}
        helperText={t(`brokers.places.${kind}.hint`)}
        required
        value={endpoint.address}
        onChange={(event) => set({ address: event.target.value })}
        slotProps={{ htmlInput: { spellCheck: false } }}
      />
      <Choice
        id={id("body")}
        label={t("fields.body_format")}
        value={endpoint.body_format}
        choices={MESSAGE_FORMATS}
        name={(format) => t(`bodies.${format}`)}
        onChange={(body_format) => set({ body_format })}
      />
      {(kind === "nats" || kind === "kafka") && (
        <FormControlLabel
          control={<Checkbox size="small" checked={endpoint.from_beginning} onChange={(_, from_beginning) => set({ from_beginning })} />}
          label={t("brokers.from_beginning")}
        />
      )}
      {endpoint.body_format === "json" && <ResponseField id={id("response")} schema={endpoint.response} onChange={(response) => set({ response })} />}
      <TryBroker endpoint={endpoint} systemId={systemId} connectorId={connectorId} />
    </Fold>
  );
}

/** Connects as saved; no message is taken by it. */
function TryBroker({ endpoint, systemId, connectorId }: Pick<BrokerEndpointFormProps, "endpoint" | "systemId" | "connectorId">) {
  const { t } = useTranslation("integrations");
  const [ask, { data, error, isLoading, reset }] = useTryIntegrationMutation();
  const submit = (): void => {
    if (systemId !== null) void ask({ systemId, trial: { connector: connectorId, endpoint: endpoint.id } });
  };
  return (
    <Box role="group" aria-label={t("try.title")} sx={{ display: "grid", gap: 3, borderTop: 1, borderColor: "divider", pt: 4 }}>
      <Box sx={{ display: "flex", gap: 3, alignItems: "center", flexWrap: "wrap" }}>
        <Button variant="outlined" startIcon={<FlaskConical size={16} aria-hidden />} loading={isLoading} disabled={systemId === null} onClick={submit}>
          {t("brokers.try")}
        </Button>
        <Typography variant="body2" color="textSecondary">
          {t(systemId === null ? "try.unsaved" : "brokers.tryHint")}
        </Typography>
      </Box>
      {error && <ProblemNotice error={error} onClose={reset} />}
      {data && <Told tried={data} />}
    </Box>
  );
}

function Told({ tried }: { tried: Tried }) {
  const { t } = useTranslation("integrations");
  const failed = typeof tried.code === "string";
  return (
    <Box role="status">
      <Notice tone={failed ? "error" : "success"} title={t(failed ? "brokers.away" : "brokers.there", { count: tried.milliseconds })}>
        {failed ? tried.message : tried.text}
      </Notice>
    </Box>
  );
}

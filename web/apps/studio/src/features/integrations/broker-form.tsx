import { EmptyState } from "@aqtra/ui";
import { Box, Button, Checkbox, FormControlLabel, TextField, Typography } from "@mui/material";
import { Inbox, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";

import { KAFKA_MECHANISMS, newBrokerEndpoint, usualPort, withOne } from "./api";
import type { Broker } from "./api";
import { AuthFields } from "./auth-fields";
import { BrokerEndpointForm } from "./broker-endpoint-form";
import { Choice } from "./choice";
import { Fold } from "./section";

interface BrokerFormProps {
  broker: Broker;
  /** Of the saved system; null while something is not saved. */
  systemId: string | null;
  secret: string | null;
  secretIsSet: boolean;
  onSecret: (secret: string | null) => void;
  onChange: (broker: Broker) => void;
  onRemove: () => void;
}

/** A broker with one way in, and the queues, topics or subjects whose messages start flows. */
export function BrokerForm({ broker, systemId, secret, secretIsSet, onSecret, onChange, onRemove }: BrokerFormProps) {
  const { t } = useTranslation("integrations");
  const id = (name: string): string => `${broker.id}-${name}`;
  const set = (change: Partial<Broker>): void => onChange({ ...broker, ...change } as Broker);
  const endpoints = broker.endpoints;
  return (
    <Fold
      title={broker.name}
      opened={endpoints.length === 0 || systemId === null}
      onRemove={onRemove}
      aside={
        <Typography variant="caption" color="textSecondary" noWrap>
          {t(`brokers.kinds.${broker.kind}`)} {broker.addresses.join(", ")}
        </Typography>
      }
    >
      <TextField id={id("name")} label={t("fields.connectorName")} required value={broker.name} onChange={(event) => set({ name: event.target.value })} />
      <TextField
        id={id("addresses")}
        label={t("brokers.addresses")}
        helperText={t("brokers.addressesHint", { port: usualPort(broker.kind) })}
        required
        value={broker.addresses.join(" ")}
        onChange={(event) => set({ addresses: event.target.value.trim() === "" ? [] : event.target.value.trimStart().split(/[\s,]+/) })}
        slotProps={{ htmlInput: { spellCheck: false } }}
      />
      <FormControlLabel control={<Checkbox size="small" checked={broker.tls} onChange={(_, tls) => set({ tls })} />} label={t("brokers.tls")} />
      <AuthFields
        id={id("auth")}
        auth={broker.auth}
        kinds={["none", "basic"]}
        secret={secret}
        secretIsSet={secretIsSet}
        onSecret={onSecret}
        onChange={(auth) => set({ auth } as Partial<Broker>)}
      />
      <OwnFields broker={broker} onChange={onChange} />
      <TextField
        id={id("certificates")}
        label={t("fields.certificates")}
        helperText={t("hints.certificates")}
        multiline
        maxRows={8}
        value={broker.certificates}
        onChange={(event) => set({ certificates: event.target.value })}
        sx={{ "& textarea": { fontFamily: "monospace", fontSize: 12 } }}
      />
      <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
        <Typography variant="subtitle2" component="h4" sx={{ flexGrow: 1 }}>
          {t("endpoints.title")}
        </Typography>
        <Button size="small" variant="soft" startIcon={<Plus size={14} aria-hidden />} onClick={() => set({ endpoints: [...endpoints, newBrokerEndpoint(t("endpoints.new"))] })}>
          {t("endpoints.add")}
        </Button>
      </Box>
      {endpoints.length === 0 && <EmptyState compact icon={Inbox} title={t("endpoints.empty")} text={t(`brokers.places.${broker.kind}.empty`)} />}
      {endpoints.map((endpoint) => (
        <BrokerEndpointForm
          key={endpoint.id}
          kind={broker.kind}
          endpoint={endpoint}
          systemId={systemId}
          connectorId={broker.id}
          onChange={(change) => set({ endpoints: withOne(endpoints, endpoint.id, change) })}
          onRemove={() => set({ endpoints: withOne(endpoints, endpoint.id, null) })}
        />
      ))}
    </Fold>
  );
}

/** What only brokers of this kind have. */
function OwnFields({ broker, onChange }: { broker: Broker; onChange: (broker: Broker) => void }) {
  const { t } = useTranslation("integrations");
  switch (broker.kind) {
    case "rabbitmq":
      return (
        <TextField
          id={`${broker.id}-virtual-host`}
          label={t("brokers.virtual_host")}
          required
          value={broker.virtual_host}
          onChange={(event) => onChange({ ...broker, virtual_host: event.target.value })}
        />
      );
    case "mqtt":
      return (
        <Choice
          id={`${broker.id}-version`}
          label={t("brokers.version")}
          value={broker.version}
          choices={["5", "3.1.1"] as const}
          name={(version) => version}
          onChange={(version) => onChange({ ...broker, version })}
        />
      );
    case "kafka":
      return broker.auth.kind === "none" ? null : (
        <Choice
          id={`${broker.id}-mechanism`}
          label={t("brokers.mechanism")}
          value={broker.mechanism}
          choices={KAFKA_MECHANISMS}
          name={(mechanism) => mechanism}
          onChange={(mechanism) => onChange({ ...broker, mechanism })}
        />
      );
    case "nats":
      return null;
  }
}

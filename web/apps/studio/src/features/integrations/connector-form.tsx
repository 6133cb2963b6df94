import { EmptyState } from "@aqtra/ui";
import { Box, Button, TextField, Typography } from "@mui/material";
import { Plus, Waypoints } from "lucide-react";
import { useTranslation } from "react-i18next";

import { newEndpoint, withOne } from "./api";
import type { Connector } from "./api";
import { AuthFields } from "./auth-fields";
import { EndpointForm } from "./endpoint-form";
import { HeaderRows } from "./header-rows";
import { Fold } from "./section";

interface ConnectorFormProps {
  connector: Connector;
  /** Of the saved system; null while something is not saved. */
  systemId: string | null;
  secret: string | null;
  secretIsSet: boolean;
  onSecret: (secret: string | null) => void;
  onChange: (connector: Connector) => void;
  onRemove: () => void;
}

/** An address with one way in, and its endpoints. */
export function ConnectorForm({ connector, systemId, secret, secretIsSet, onSecret, onChange, onRemove }: ConnectorFormProps) {
  const { t } = useTranslation("integrations");
  const id = (name: string): string => `${connector.id}-${name}`;
  const set = (change: Partial<Connector>): void => onChange({ ...connector, ...change });
  const endpoints = connector.endpoints;
  return (
    <Fold
      title={connector.name}
      opened={endpoints.length === 0 || systemId === null}
      onRemove={onRemove}
      aside={
        <Typography variant="caption" color="textSecondary" noWrap>
          {connector.base_url}
        </Typography>
      }
    >
      <TextField id={id("name")} label={t("fields.connectorName")} required value={connector.name} onChange={(event) => set({ name: event.target.value })} />
      <TextField
        id={id("address")}
        label={t("fields.base_url")}
        helperText={t("hints.base_url")}
        required
        value={connector.base_url}
        onChange={(event) => set({ base_url: event.target.value })}
        slotProps={{ htmlInput: { spellCheck: false } }}
      />
      <AuthFields id={id("auth")} auth={connector.auth} secret={secret} secretIsSet={secretIsSet} onSecret={onSecret} onChange={(auth) => set({ auth })} />
      <TextField
        id={id("timeout")}
        label={t("fields.timeout")}
        helperText={t("hints.timeout")}
        type="number"
        value={connector.timeout}
        onChange={(event) => set({ timeout: Number(event.target.value) })}
        slotProps={{ htmlInput: { min: 1, max: 300 } }}
      />
      <HeaderRows headers={connector.headers} onChange={(headers) => set({ headers })} />
      <TextField
        id={id("certificates")}
        label={t("fields.certificates")}
        helperText={t("hints.certificates")}
        multiline
        maxRows={8}
        value={connector.certificates}
        onChange={(event) => set({ certificates: event.target.value })}
        sx={{ "& textarea": { fontFamily: "monospace", fontSize: 12 } }}
      />
      <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
        <Typography variant="subtitle2" component="h4" sx={{ flexGrow: 1 }}>
          {t("endpoints.title")}
        </Typography>
        <Button
          size="small"
          variant="soft"
          startIcon={<Plus size={14} aria-hidden />}
          onClick={() => set({ endpoints: [...endpoints, newEndpoint(t("endpoints.new"))] })}
        >
          {t("endpoints.add")}
        </Button>
      </Box>
      {endpoints.length === 0 && <EmptyState compact icon={Waypoints} title={t("endpoints.empty")} text={t("endpoints.emptyText")} />}
      {endpoints.map((endpoint) => (
        <EndpointForm
          key={endpoint.id}
          endpoint={endpoint}
          systemId={systemId}
          connectorId={connector.id}
          onChange={(change) => set({ endpoints: withOne(endpoints, endpoint.id, change) })}
          onRemove={() => set({ endpoints: withOne(endpoints, endpoint.id, null) })}
        />
      ))}
    </Fold>
  );
}

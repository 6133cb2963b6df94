import { EmptyState } from "@aqtra/ui";
import { Box, Button, Paper, TextField, Typography } from "@mui/material";
import { Cable, FileInput, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { isBroker, newConnector, withOne } from "./api";
import type { AnyConnector, Draft, System } from "./api";
import { AddBroker } from "./add-broker";
import { BrokerForm } from "./broker-form";
import { ConnectorForm } from "./connector-form";
import { ImportDialog } from "./import-dialog";

interface SystemFormProps {
  draft: Draft;
  stored: System | null;
  dirty: boolean;
  onChange: (change: Partial<Draft>) => void;
}

const without = (secrets: Draft["secrets"], id: string): Draft["secrets"] => Object.fromEntries(Object.entries(secrets).filter(([key]) => key !== id));

export function SystemForm({ draft, stored, dirty, onChange }: SystemFormProps) {
  const { t } = useTranslation("integrations");
  const [importing, setImporting] = useState(false);
  const add = (connector: AnyConnector): void => onChange({ connectors: [...draft.connectors, connector] });
  const remove = (id: string): void => {
    onChange({ connectors: withOne(draft.connectors, id, null), secrets: without(draft.secrets, id) });
  };
  const setSecret = (id: string, secret: string | null): void => {
    const others = without(draft.secrets, id);
    onChange({ secrets: secret === null ? others : { ...others, [id]: secret } });
  };
  const actions = (
    <Box sx={{ display: "flex", gap: 2, flexWrap: "wrap", justifyContent: "center" }}>
      <Button variant="outlined" startIcon={<Plus size={16} aria-hidden />} onClick={() => add(newConnector(t("connectors.new")))}>
        {t("connectors.add")}
      </Button>
      <AddBroker onAdd={add} />
      <Button variant="outlined" startIcon={<FileInput size={16} aria-hidden />} onClick={() => setImporting(true)}>
        {t("import.action")}
      </Button>
    </Box>
  );
  return (
    <>
      <Paper variant="outlined" sx={{ p: 5, display: "grid", gap: 4 }}>
        <TextField
          id="system-name"
          label={t("fields.name")}
          helperText={t("hints.name")}
          required
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
        <TextField
          id="system-description"
          label={t("fields.description")}
          multiline
          value={draft.description}
          onChange={(event) => onChange({ description: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 2000 } }}
        />
      </Paper>
      <Box component="section" aria-labelledby="connectors-heading" sx={{ display: "grid", gap: 3 }}>
        <Box sx={{ display: "flex", alignItems: "center", gap: 3, flexWrap: "wrap" }}>
          <Typography id="connectors-heading" variant="h3" component="h2" sx={{ flexGrow: 1 }}>
            {t("connectors.title")}
          </Typography>
          {draft.connectors.length > 0 && actions}
        </Box>
        {draft.connectors.length === 0 && (
          <Paper variant="outlined">
            <EmptyState compact icon={Cable} title={t("connectors.empty")} text={t("connectors.emptyText")} action={actions} />
          </Paper>
        )}
        {draft.connectors.map((connector) => {
          const common = {
            systemId: dirty ? null : (stored?.id ?? null),
            secret: draft.secrets[connector.id] ?? null,
            secretIsSet: stored?.secrets_set.includes(connector.id) ?? false,
            onSecret: (secret: string | null): void => setSecret(connector.id, secret),
            onChange: (change: AnyConnector): void => onChange({ connectors: withOne(draft.connectors, connector.id, change) }),
            onRemove: (): void => remove(connector.id),
          };
          return isBroker(connector) ? (
            <BrokerForm key={connector.id} broker={connector} {...common} />
          ) : (
            <ConnectorForm key={connector.id} connector={connector} {...common} />
          );
        })}
      </Box>
      {importing && <ImportDialog onClose={() => setImporting(false)} onImported={add} />}
    </>
  );
}

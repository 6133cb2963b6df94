import { Box, Checkbox, FormControlLabel, FormGroup, FormLabel, TextField, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import { BODY_FORMATS, METHODS, parametersOf } from "./api";
import type { Endpoint, Method } from "./api";
import { Choice } from "./choice";
import { PagingFields } from "./paging-fields";
import { ParameterRows } from "./parameter-rows";
import { ResponseField } from "./response-field";
import { Fold } from "./section";
import { TryPanel } from "./try-panel";

interface EndpointFormProps {
  endpoint: Endpoint;
  systemId: string | null;
  connectorId: string;
  onChange: (endpoint: Endpoint) => void;
  onRemove: () => void;
}

/** A path with its methods and parameters, and what it answers. */
export function EndpointForm({ endpoint, systemId, connectorId, onChange, onRemove }: EndpointFormProps) {
  const { t } = useTranslation("integrations");
  const id = (name: string): string => `${endpoint.id}-${name}`;
  const set = (change: Partial<Endpoint>): void => onChange({ ...endpoint, ...change });
  const toggle = (method: Method): void => set({ methods: METHODS.filter((one) => (one === method) !== endpoint.methods.includes(one)) });
  return (
    <Fold
      title={endpoint.name}
      onRemove={onRemove}
      aside={
        <Typography variant="mono" color="textSecondary" noWrap sx={{ maxWidth: "50%" }}>
          {endpoint.methods.join(" ").toUpperCase()} {endpoint.path}
        </Typography>
      }
    >
      <TextField id={id("name")} label={t("fields.endpointName")} required value={endpoint.name} onChange={(event) => set({ name: event.target.value })} />
      <TextField
        id={id("path")}
        label={t("fields.path")}
        helperText={t("hints.path")}
        required
        value={endpoint.path}
        onChange={(event) => set({ path: event.target.value, parameters: parametersOf(event.target.value, endpoint.parameters) })}
        slotProps={{ htmlInput: { spellCheck: false } }}
      />
      <Box role="group" aria-labelledby={id("methods")}>
        <FormLabel id={id("methods")}>{t("fields.methods")}</FormLabel>
        <FormGroup row>
          {METHODS.map((method) => (
            <FormControlLabel
              key={method}
              control={<Checkbox size="small" checked={endpoint.methods.includes(method)} onChange={() => toggle(method)} />}
              label={method.toUpperCase()}
            />
          ))}
        </FormGroup>
      </Box>
      <ParameterRows parameters={endpoint.parameters} onChange={(parameters) => set({ parameters })} />
      <Choice
        id={id("body")}
        label={t("fields.body_format")}
        value={endpoint.body_format}
        choices={BODY_FORMATS}
        name={(format) => t(`bodies.${format}`)}
        onChange={(body_format) => set({ body_format })}
      />
      <PagingFields id={id("paging")} paging={endpoint.paging} onChange={(paging) => set({ paging })} />
      <ResponseField id={id("response")} schema={endpoint.response} onChange={(response) => set({ response })} />
      <TryPanel endpoint={endpoint} systemId={systemId} connectorId={connectorId} onSchema={(response) => set({ response })} />
    </Fold>
  );
}

import { ActionIcon } from "@aqtra/ui";
import { Box, Button, Checkbox, FormHelperText, TextField, Typography } from "@mui/material";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import { newParameter, PLACES, TYPES } from "./api";
import type { EndpointParameter } from "./api";

interface ParameterRowsProps {
  parameters: EndpointParameter[];
  onChange: (parameters: EndpointParameter[]) => void;
}

/** The values a call sends. Those of the path come and go with it. */
export function ParameterRows({ parameters, onChange }: ParameterRowsProps) {
  const { t } = useTranslation("integrations");
  const replace = (index: number, change: Partial<EndpointParameter>): void =>
    onChange(parameters.map((parameter, at) => (at === index ? { ...parameter, ...change } : parameter)));
  return (
    <Box role="group" aria-label={t("parameters.title")} sx={{ display: "grid", gap: 2 }}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
        <Typography variant="subtitle2" component="h4" sx={{ flexGrow: 1 }}>
          {t("parameters.title")}
        </Typography>
        <Button size="small" variant="soft" startIcon={<Plus size={14} aria-hidden />} onClick={() => onChange([...parameters, newParameter("")])}>
          {t("parameters.add")}
        </Button>
      </Box>
      {parameters.length === 0 && <FormHelperText>{t("parameters.empty")}</FormHelperText>}
      {parameters.map((parameter, index) => (
        // Rows have no name of their own, and keep their order while they are typed.
        <Row key={index} parameter={parameter} onChange={(change) => replace(index, change)} onRemove={() => onChange(parameters.filter((_, at) => at !== index))} />
      ))}
    </Box>
  );
}

interface RowProps {
  parameter: EndpointParameter;
  onChange: (change: Partial<EndpointParameter>) => void;
  onRemove: () => void;
}

function Row({ parameter, onChange, onRemove }: RowProps) {
  const { t } = useTranslation("integrations");
  const inPath = parameter.place === "path";
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1fr) auto 28px", gap: 2, alignItems: "center" }}>
      <TextField
        value={parameter.name}
        disabled={inPath}
        placeholder={t("parameters.name")}
        onChange={(event) => onChange({ name: event.target.value })}
        slotProps={{ htmlInput: { "aria-label": t("parameters.name"), spellCheck: false } }}
      />
      <TextField
        select
        value={parameter.place}
        disabled={inPath}
        onChange={(event) => onChange({ place: event.target.value as EndpointParameter["place"] })}
        slotProps={{ select: { native: true }, htmlInput: { "aria-label": t("parameters.place") } }}
      >
        {PLACES.filter((place) => inPath || place !== "path").map((place) => (
          <option key={place} value={place}>
            {t(`places.${place}`)}
          </option>
        ))}
      </TextField>
      <TextField
        select
        value={parameter.type}
        onChange={(event) => onChange({ type: event.target.value as EndpointParameter["type"] })}
        slotProps={{ select: { native: true }, htmlInput: { "aria-label": t("parameters.type") } }}
      >
        {TYPES.map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </TextField>
      <Checkbox
        size="small"
        disabled={inPath}
        checked={parameter.required}
        onChange={(_, required) => onChange({ required })}
        slotProps={{ input: { "aria-label": t("parameters.required", { name: parameter.name }) } }}
      />
      {inPath ? <span /> : <ActionIcon icon={Trash2} size="small" name={t("remove", { name: parameter.name })} onClick={onRemove} />}
    </Box>
  );
}

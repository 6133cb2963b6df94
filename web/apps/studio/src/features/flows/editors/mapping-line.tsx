import type { Json, Property } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box, MenuItem, TextField, Typography } from "@mui/material";
import { Quote, Spline, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import { readConstant } from "../mapping";
import type { MappingRow } from "../mapping";
import type { ModelField } from "../types";
import { PathField } from "./path-field";

interface MappingLineProps {
  property: Property;
  row: MappingRow | undefined;
  fields: ModelField[];
  /** Null takes the row away: the property is not written. */
  onChange: (row: MappingRow | null) => void;
}

/** A property and where its value comes from: a path, or a constant. */
export function MappingLine({ property, row, fields, onChange }: MappingLineProps) {
  const { t } = useTranslation("flows");
  const target = property.name;
  const isConstant = row?.const !== undefined;
  return (
    <Box
      component="li"
      sx={{ display: "grid", gridTemplateColumns: "minmax(0, 2fr) minmax(0, 3fr) 28px", alignItems: "center", columnGap: 2, py: 1.5, borderBottom: 1, borderColor: "divider" }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2" noWrap title={target}>
          {property.title || target}
          {property.required && (
            <Box component="span" sx={{ color: "error.main" }}>
              {" *"}
            </Box>
          )}
        </Typography>
        <Typography variant="caption" color="textSecondary" component="p" noWrap>
          {property.type}
        </Typography>
      </Box>
      {isConstant ? (
        <ConstantField property={property} value={row.const ?? null} onChange={(value) => onChange({ target, const: value })} />
      ) : (
        <PathField
          id={`map-${property.id}`}
          value={row?.source ?? ""}
          fields={fields}
          withRunVariables
          onChange={(source) => onChange(source === "" ? null : { target, source })}
          field={{ placeholder: t("editors.notWritten") }}
          ariaLabel={t("editors.sourceOf", { name: property.title || target })}
        />
      )}
      <ActionIcon
        icon={isConstant ? Spline : Quote}
        size="small"
        name={t(isConstant ? "editors.fromPath" : "editors.constant")}
        onClick={() => onChange(isConstant ? null : { target, const: null })}
      />
    </Box>
  );
}

interface ConstantFieldProps {
  property: Property;
  value: Json;
  onChange: (value: Json) => void;
}

const TEXT_KINDS: Partial<Record<Property["type"], string>> = { date: "date", time: "time" };

function ConstantField({ property, value, onChange }: ConstantFieldProps) {
  const { t } = useTranslation("flows");
  const name = t("editors.constantOf", { name: property.title || property.name });
  const choices = choicesOf(property, t("editors.true"), t("editors.false"));
  if (choices) {
    return (
      <TextField
        select
        value={value === null ? "" : String(value)}
        onChange={({ target }) => onChange(choices.find((choice) => String(choice.value) === target.value)?.value ?? null)}
        slotProps={{ select: { displayEmpty: true, SelectDisplayProps: { "aria-label": name } } }}
      >
        <MenuItem value="">{t("editors.null")}</MenuItem>
        {choices.map((choice) => (
          <MenuItem key={String(choice.value)} value={String(choice.value)}>
            {choice.label}
          </MenuItem>
        ))}
      </TextField>
    );
  }
  return (
    <TextField
      type={TEXT_KINDS[property.type]}
      value={value === null ? "" : String(value)}
      placeholder={t("editors.null")}
      onChange={(event) => onChange(readConstant(event.target.value, property))}
      slotProps={{ htmlInput: { "aria-label": name } }}
    />
  );
}

function choicesOf(property: Property, yes: string, no: string): { value: string | number | boolean; label: string }[] | null {
  if (property.type === "boolean") {
    return [
      { value: true, label: yes },
      { value: false, label: no },
    ];
  }
  if ("enum" in property && property.enum) {
    return property.enum.map(({ value, title }) => ({ value, label: title || String(value) }));
  }
  return null;
}

/** A row whose property is gone: it can only be taken away. */
export function LostRow({ row, onRemove }: { row: MappingRow; onRemove: () => void }) {
  const { t } = useTranslation("flows");
  return (
    <Box component="li" sx={{ display: "flex", alignItems: "center", gap: 2, py: 1.5, color: "error.main" }}>
      <Box sx={{ minWidth: 0, flexGrow: 1 }}>
        <Typography variant="body2" noWrap>
          {row.target}
        </Typography>
        <Typography variant="caption">{t("editors.lostTarget")}</Typography>
      </Box>
      <ActionIcon icon={Trash2} size="small" name={t("editors.removeRow")} onClick={onRemove} />
    </Box>
  );
}

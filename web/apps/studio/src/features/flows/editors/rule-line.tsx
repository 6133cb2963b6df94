import type { Json } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Autocomplete, Box, MenuItem, TextField, Typography } from "@mui/material";
import { Quote, Spline, X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { readConstant } from "../constant";
import type { ConstantType } from "../constant";
import { aboutField, compared, comparisonOf, comparisons, takesList } from "../filter-rules";
import type { Rule, RuleField } from "../filter-rules";
import type { ModelField } from "../types";
import { ConstantField } from "./constant-field";
import { PathField } from "./path-field";

interface RuleLineProps {
  id: string;
  number: number;
  rule: Rule;
  fields: readonly RuleField[];
  /** The component is still being read: its fields cannot be missed yet. */
  isReading: boolean;
  paths: ModelField[];
  onRule: (rule: Rule) => void;
  onRemove: () => void;
}

/** A field, how it is compared, and with what. */
export function RuleLine({ id, number, rule, fields, isReading, paths, onRule, onRemove }: RuleLineProps) {
  const { t } = useTranslation("flows");
  const field = fields.find(({ name }) => name === rule.field);
  const isLost = rule.field !== "" && !field && !isReading;
  const comparison = comparisonOf(rule);
  const offered = comparisons(field);
  return (
    <Box role="group" aria-label={t("rules.rule", { number })} sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1.2fr) minmax(0, 1fr) auto", gap: 1, alignItems: "start" }}>
      <RuleFieldPicker id={`${id}-field`} value={rule.field} fields={fields} isLost={isLost} onChange={(name) => onRule(aboutField(rule, fields.find((each) => each.name === name), name))} />
      <TextField select value={comparison} onChange={({ target }) => onRule(compared(rule, target.value))} slotProps={{ select: { SelectDisplayProps: { "aria-label": t("rules.operator") } } }}>
        {(offered.includes(comparison) ? offered : [comparison, ...offered]).map((each) => (
          <MenuItem key={each} value={each}>
            {t(`rules.operators.${each}`, { defaultValue: each })}
          </MenuItem>
        ))}
      </TextField>
      <ActionIcon icon={X} size="small" name={t("rules.remove", { number })} onClick={onRemove} sx={{ mt: 1 }} />
      {!rule.compare_with_null && <RuleValue id={`${id}-value`} rule={rule} type={field?.constant ?? { type: "any" }} paths={paths} onRule={onRule} />}
    </Box>
  );
}

interface RuleFieldPickerProps {
  id: string;
  value: string;
  fields: readonly RuleField[];
  isLost: boolean;
  onChange: (name: string) => void;
}

function RuleFieldPicker({ id, value, fields, isLost, onChange }: RuleFieldPickerProps) {
  const { t } = useTranslation("flows");
  const byName = new Map(fields.map((field) => [field.name, field]));
  const names = [...byName.keys()];
  return (
    <Autocomplete
      id={id}
      disableClearable
      options={value === "" || byName.has(value) ? names : [value, ...names]}
      // The picker shows nothing while no field is chosen.
      value={(value === "" ? null : value) as string}
      getOptionLabel={(name) => byName.get(name)?.title ?? name}
      noOptionsText={t("editors.nothingFound")}
      onChange={(_, name) => onChange(name)}
      renderOption={({ key, ...item }, name) => (
        <Box component="li" key={key} {...item} sx={{ gap: 2 }}>
          <Typography variant="body1" noWrap sx={{ flexGrow: 1 }}>
            {byName.get(name)?.title ?? name}
          </Typography>
          <Typography variant="caption" color="textSecondary">
            {byName.get(name)?.constant.type}
          </Typography>
        </Box>
      )}
      slotProps={{ popper: { sx: { minWidth: 240 }, placement: "bottom-start" } }}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={t("rules.field")}
          error={isLost}
          helperText={isLost ? t("rules.lostField") : undefined}
          slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, "aria-label": t("rules.field") } }}
        />
      )}
    />
  );
}

interface RuleValueProps {
  id: string;
  rule: Rule;
  type: ConstantType;
  paths: ModelField[];
  onRule: (rule: Rule) => void;
}

function RuleValue({ id, rule, type, paths, onRule }: RuleValueProps) {
  const { t } = useTranslation("flows");
  const { value } = rule;
  const isPath = value !== null && "path" in value;
  const constant = value !== null && "const" in value ? value.const : null;
  const write = (next: Json): void => onRule({ ...rule, value: { const: next } });
  return (
    <>
      <Box sx={{ gridColumn: "1 / 3" }}>
        {isPath && (
          <PathField id={id} value={value.path} fields={paths} withRunVariables onChange={(path) => onRule({ ...rule, value: { path } })} field={{ placeholder: t("editors.choosePath") }} ariaLabel={t("rules.path")} />
        )}
        {!isPath && takesList(rule.operator) && <ListConstant id={id} type={type} value={constant} onChange={write} />}
        {!isPath && !takesList(rule.operator) && <ConstantField name={t("rules.value")} type={type} value={constant} onChange={write} />}
      </Box>
      <ActionIcon
        icon={isPath ? Quote : Spline}
        size="small"
        name={t(isPath ? "rules.compareConstant" : "rules.comparePath")}
        onClick={() => onRule({ ...rule, value: isPath ? null : { path: "" } })}
        sx={{ mt: 1 }}
      />
    </>
  );
}

/** Several constants: chosen ones of an enumeration, else typed one by one. */
function ListConstant({ id, type, value, onChange }: { id: string; type: ConstantType; value: Json; onChange: (value: Json) => void }) {
  const { t } = useTranslation("flows");
  const values = Array.isArray(value) ? (value as Json[]) : [];
  const titles = new Map(type.choices?.map((choice) => [String(choice.value), choice]));
  const read = (text: string): Json => titles.get(text)?.value ?? readConstant(text, type);
  return (
    <Autocomplete
      id={id}
      multiple
      freeSolo={!type.choices}
      autoSelect={!type.choices}
      options={[...titles.keys()]}
      value={values.map(String)}
      getOptionLabel={(text) => titles.get(text)?.title || text}
      onChange={(_, texts) => onChange([...new Set(texts)].map(read))}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={values.length === 0 ? t(type.choices ? "rules.chooseValues" : "rules.typeValues") : undefined}
          slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, "aria-label": t("rules.values") } }}
        />
      )}
    />
  );
}

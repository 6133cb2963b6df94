import type { Json } from "@aqtra/model";
import { Box, MenuItem, TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { asKind, exactNumber, KINDS, kindOf, readConstant } from "../constant";
import type { ConstantType, Kind } from "../constant";

interface ConstantFieldProps {
  name: string;
  type: ConstantType;
  value: Json;
  onChange: (value: Json) => void;
}

const INPUTS: Record<string, string> = { date: "date", time: "time" };

/** A constant of a known type; where the type is open, its kind is chosen beside it. */
export function ConstantField(props: ConstantFieldProps) {
  const { type } = props;
  if (type.type === "any") return <OpenConstant {...props} />;
  if (type.type === "boolean" || type.choices) return <ChosenConstant {...props} />;
  return <TypedConstant {...props} />;
}

function TypedConstant({ name, type, value, onChange }: ConstantFieldProps) {
  const { t } = useTranslation("flows");
  return (
    <TextField
      type={INPUTS[type.type]}
      value={value === null || typeof value === "object" ? "" : String(value)}
      placeholder={t("editors.null")}
      onChange={(event) => onChange(readConstant(event.target.value, type))}
      slotProps={{ htmlInput: { "aria-label": name } }}
    />
  );
}

function ChosenConstant({ name, type, value, onChange }: ConstantFieldProps) {
  const { t } = useTranslation("flows");
  const choices = type.choices?.map(({ value: each, title }) => ({ value: each as Json, label: title || String(each) })) ?? [
    { value: true, label: t("editors.true") },
    { value: false, label: t("editors.false") },
  ];
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

function OpenConstant({ name, value, onChange }: ConstantFieldProps) {
  const { t } = useTranslation("flows");
  const kind = kindOf(value);
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, "& > *": { flex: "1 1 104px", width: "auto", minWidth: 0 } }}>
      <TextField
        select
        value={kind}
        onChange={({ target }) => onChange(asKind(value, target.value as Kind))}
        slotProps={{ select: { SelectDisplayProps: { "aria-label": t("editors.kindOf", { name }) } } }}
      >
        {KINDS.map((each) => (
          <MenuItem key={each} value={each}>
            {t(`editors.kinds.${each}`)}
          </MenuItem>
        ))}
      </TextField>
      {kind === "text" && <TypedConstant name={name} type={{ type: "string" }} value={value} onChange={(next) => onChange(next ?? "")} />}
      {kind === "boolean" && (
        <TextField select value={String(value)} onChange={({ target }) => onChange(target.value === "true")} slotProps={{ select: { SelectDisplayProps: { "aria-label": name } } }}>
          <MenuItem value="true">{t("editors.true")}</MenuItem>
          <MenuItem value="false">{t("editors.false")}</MenuItem>
        </TextField>
      )}
      {kind === "number" && <NumberField name={name} value={Number(value)} onChange={onChange} />}
    </Box>
  );
}

/** Keeps what is typed until it is a number that can be stored as it stands. */
function NumberField({ name, value, onChange }: { name: string; value: number; onChange: (value: Json) => void }) {
  const { t } = useTranslation("flows");
  const [text, setText] = useState(String(value));
  const number = exactNumber(text);
  const shown = number === null || number === value ? text : String(value);
  return (
    <TextField
      value={shown}
      error={exactNumber(shown) === null}
      helperText={exactNumber(shown) === null ? t("editors.notExact") : undefined}
      onChange={({ target }) => {
        setText(target.value);
        const next = exactNumber(target.value);
        if (next !== null) onChange(next);
      }}
      slotProps={{ htmlInput: { "aria-label": name, inputMode: "decimal" } }}
    />
  );
}

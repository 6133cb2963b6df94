import { ActionIcon, ActionMenu } from "@aqtra/ui";
import { Box, FormControlLabel, InputAdornment, Switch, TextField, Typography } from "@mui/material";
import { Braces } from "lucide-react";
import { useRef, useState } from "react";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";

import type { ModelPath } from "./model-paths";

interface FieldProps<Value> {
  id: string;
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  hint?: string;
}

export function TextInput({ id, label, value, onChange, hint, maxLength = 200, required }: FieldProps<string> & { maxLength?: number; required?: boolean }) {
  return (
    <TextField id={id} label={label} helperText={hint} required={required} value={value} onChange={(event) => onChange(event.target.value)} slotProps={{ htmlInput: { maxLength } }} />
  );
}

interface NumberProps<Value> extends FieldProps<Value> {
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
}

/** A number; where it may be absent, an empty field says so. */
export function NumberInput<Value extends number | null>({ id, label, value, onChange, hint, min = 0, max = 500, step = 1, unit, optional = false }: NumberProps<Value> & { optional?: boolean }) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (text: string): void => {
    setTyped(text);
    const number = Number(text);
    if (text.trim() === "") {
      if (optional) onChange(null as Value);
    } else if (Number.isFinite(number) && number >= min && number <= max) onChange(number as Value);
  };
  return (
    <TextField
      id={id}
      label={label}
      type="number"
      helperText={hint}
      value={typed ?? value ?? ""}
      onChange={(event) => commit(event.target.value)}
      onBlur={() => setTyped(null)}
      slotProps={{
        htmlInput: { min, max, step, inputMode: "decimal" },
        input: unit === undefined ? {} : { endAdornment: <InputAdornment position="end">{unit}</InputAdornment> },
      }}
    />
  );
}

interface ChoiceProps<Value extends string> extends FieldProps<Value> {
  choices: readonly Value[];
  name: (choice: Value) => string;
}

/** One of a few. */
export function Choice<Value extends string>({ id, label, value, choices, name, onChange, hint }: ChoiceProps<Value>) {
  return (
    <TextField id={id} select label={label} helperText={hint} value={value} onChange={(event) => onChange(event.target.value as Value)} slotProps={{ select: { native: true } }}>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {name(choice)}
        </option>
      ))}
    </TextField>
  );
}

export function Toggle({ label, value, onChange }: Omit<FieldProps<boolean>, "id">) {
  return <FormControlLabel control={<Switch checked={value} onChange={(_, checked) => onChange(checked)} />} label={<Typography variant="body2">{label}</Typography>} sx={{ ml: 0, gap: 2 }} />;
}

/** A colour, or none where it may be absent. */
export function ColorInput<Value extends string | null>({ id, label, value, onChange, optional = true }: FieldProps<Value> & { optional?: boolean }) {
  const { t } = useTranslation("templates");
  return (
    <Box>
      <Typography component="label" htmlFor={id} variant="body2" sx={{ display: "block", fontWeight: 550, mb: 1 }}>
        {label}
      </Typography>
      <Box sx={{ display: "flex", alignItems: "center", gap: 2, minHeight: 36 }}>
        <Box
          component="input"
          type="color"
          id={id}
          value={value ?? "#ffffff"}
          onChange={(event) => onChange(event.target.value as Value)}
          sx={{ width: 44, height: 28, p: 0.5, border: 1, borderColor: "tone.control", borderRadius: 1, bgcolor: "background.paper", cursor: "pointer", opacity: value === null ? 0.4 : 1 }}
        />
        {optional && <Toggle label={t("colors.set")} value={value !== null} onChange={(isSet) => onChange((isSet ? "#1f2937" : null) as Value)} />}
      </Box>
    </Box>
  );
}

interface ExpressionProps extends FieldProps<string> {
  paths: readonly ModelPath[];
  /** A text with expressions in braces, and not one expression. */
  isText?: boolean;
  lines?: number;
  required?: boolean;
}

/** A text or an expression, with the model at hand. */
export function ExpressionInput({ id, label, value, onChange, hint, paths, isText = false, lines = 1, required }: ExpressionProps) {
  const { t } = useTranslation("templates");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const input = useRef<HTMLInputElement | HTMLTextAreaElement>(null);
  const insert = (path: string): void => {
    const field = input.current;
    const [from, to] = [field?.selectionStart ?? value.length, field?.selectionEnd ?? value.length];
    onChange(isText ? `${value.slice(0, from)}{{ ${path} }}${value.slice(to)}` : path);
    setAnchor(null);
    field?.focus();
  };
  return (
    <>
      <TextField
        id={id}
        label={label}
        helperText={hint}
        required={required}
        value={value}
        multiline={lines > 1}
        minRows={lines > 1 ? lines : undefined}
        inputRef={input}
        onChange={(event) => onChange(event.target.value)}
        slotProps={{
          htmlInput: { maxLength: isText ? 4000 : 500, spellCheck: isText },
          input: {
            sx: isText ? {} : { typography: "mono" },
            endAdornment: (
              <InputAdornment position="end" sx={lines > 1 ? { alignSelf: "flex-start", mt: 2.5, ml: 0, mr: 1.5 } : { mr: -1 }}>
                <ActionIcon icon={Braces} size="small" name={t("insert", { name: label })} disabled={paths.length === 0} onClick={(event) => setAnchor(event.currentTarget)} />
              </InputAdornment>
            ),
          },
        }}
      />
      <ActionMenu anchor={anchor} onClose={() => setAnchor(null)} items={paths.map(({ path }) => ({ id: path, label: path, onClick: () => insert(path) }))} />
    </>
  );
}

/** Fields side by side. */
export function Pair({ children }: PropsWithChildren) {
  return <Box sx={{ display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gap: 3, alignItems: "start" }}>{children}</Box>;
}

import { FormControlLabel, FormHelperText, MenuItem, Switch, TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { asText, fieldProps } from "./types";
import type { EditorProps } from "./types";

export function TextEditor(props: EditorProps) {
  return <TextField {...fieldProps(props)} value={asText(props.value)} onChange={(event) => props.onChange(event.target.value)} />;
}

const WHOLE = /^-?\d{1,15}$/;

export function IntegerEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { value, onChange } = props;
  const stored = typeof value === "number" ? String(value) : "";
  // What is typed stays until the field is left: emptied, it must not fill itself with the default at once.
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? stored;
  const isOpen = text !== "" && !WHOLE.test(text);
  const { error, helperText, ...field } = fieldProps(props);
  return (
    <TextField
      {...field}
      error={error || isOpen}
      helperText={isOpen ? t("editors.wholeNumber") : helperText}
      value={text}
      slotProps={{ htmlInput: { inputMode: "numeric" } }}
      onBlur={() => setTyped(null)}
      onChange={({ target }) => {
        setTyped(target.value);
        if (target.value === "") onChange(undefined);
        else if (WHOLE.test(target.value)) onChange(Number(target.value));
      }}
    />
  );
}

export function EnumEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { parameter, value, onChange } = props;
  const choices = parameter.allowed ?? [];
  const at = choices.findIndex((choice) => choice === value);
  return (
    <TextField {...fieldProps(props)} select value={at < 0 ? "" : String(at)} onChange={(event) => onChange(event.target.value === "" ? undefined : choices[Number(event.target.value)])}>
      {!parameter.required && parameter.default === undefined && <MenuItem value="">{t("editors.none")}</MenuItem>}
      {choices.map((choice, index) => (
        <MenuItem key={String(choice)} value={String(index)}>
          {inWords(String(choice))}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** `not_equal` as `Not equal`; signs and abbreviations stay. */
function inWords(choice: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(choice) || choice.length <= MOST_LETTERS_OF_A_SIGN) return choice;
  const words = choice.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const MOST_LETTERS_OF_A_SIGN = 2;

export function BooleanEditor(props: EditorProps) {
  const { id, label, helperText, error } = fieldProps(props);
  return (
    <div>
      <FormControlLabel
        labelPlacement="start"
        sx={{ m: 0, display: "flex", justifyContent: "space-between", "& .MuiFormControlLabel-label": { fontSize: "0.8125rem", fontWeight: 550 } }}
        control={
          <Switch
            id={id}
            checked={props.value === true}
            onChange={(_, checked) => props.onChange(checked)}
            slotProps={{ input: { "aria-describedby": `${id}-help` } }}
          />
        }
        label={label}
      />
      <FormHelperText id={`${id}-help`} error={error}>
        {helperText}
      </FormHelperText>
    </div>
  );
}

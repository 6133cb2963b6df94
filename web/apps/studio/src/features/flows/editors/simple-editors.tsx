import { FormControlLabel, FormHelperText, MenuItem, Switch, TextField } from "@mui/material";

import { asText, fieldProps } from "./types";
import type { EditorProps } from "./types";

export function TextEditor(props: EditorProps) {
  return <TextField {...fieldProps(props)} value={asText(props.value)} onChange={(event) => props.onChange(event.target.value)} />;
}

export function IntegerEditor(props: EditorProps) {
  const read = (text: string): void => {
    const whole = Number(text);
    if (text === "") props.onChange(undefined);
    else if (Number.isSafeInteger(whole)) props.onChange(whole);
  };
  return (
    <TextField
      {...fieldProps(props)}
      value={typeof props.value === "number" ? String(props.value) : ""}
      slotProps={{ htmlInput: { inputMode: "numeric" } }}
      onChange={(event) => read(event.target.value)}
    />
  );
}

export function EnumEditor(props: EditorProps) {
  return (
    <TextField {...fieldProps(props)} select value={asText(props.value)} onChange={(event) => props.onChange(event.target.value)}>
      {props.parameter.allowed?.map((choice) => (
        <MenuItem key={choice} value={choice}>
          {choice}
        </MenuItem>
      ))}
    </TextField>
  );
}

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

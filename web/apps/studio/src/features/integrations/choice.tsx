import { TextField } from "@mui/material";

interface ChoiceProps<Value extends string> {
  id: string;
  label: string;
  value: Value;
  choices: readonly Value[];
  name: (choice: Value) => string;
  onChange: (choice: Value) => void;
  hint?: string;
}

/** One of a few. */
export function Choice<Value extends string>({ id, label, value, choices, name, onChange, hint }: ChoiceProps<Value>) {
  return (
    <TextField
      id={id}
      select
      label={label}
      helperText={hint}
      value={value}
      onChange={(event) => onChange(event.target.value as Value)}
      slotProps={{ select: { native: true } }}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {name(choice)}
        </option>
      ))}
    </TextField>
  );
}

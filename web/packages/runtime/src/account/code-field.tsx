import TextField from "@mui/material/TextField";
import { focusOnMount } from "@aqtra/ui";
import { useId } from "react";

interface CodeFieldProps {
  label: string;
  value: string;
  /** Digits open the number keys of a phone; recovery codes have letters. */
  digits?: boolean;
  onChange: (value: string) => void;
}

/** A one-time code: pasted or filled in by the phone, so nothing is split into boxes. */
export function CodeField({ label, value, digits = true, onChange }: CodeFieldProps) {
  const id = useId();
  return (
    <TextField
      id={id}
      label={label}
      required
      inputRef={focusOnMount}
      autoComplete="one-time-code"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{
        htmlInput: {
          inputMode: digits ? "numeric" : "text",
          autoCapitalize: digits ? "none" : "characters",
          spellCheck: false,
          maxLength: 40,
          style: { letterSpacing: "0.12em", fontVariantNumeric: "tabular-nums" },
        },
      }}
    />
  );
}

import { TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { jsonProblem } from "./sample";

interface InputBoxProps {
  value: string;
  onChange: (text: string) => void;
}

/** The JSON that a run begins with, as it is typed. */
export function InputBox({ value, onChange }: InputBoxProps) {
  const { t } = useTranslation("flow-runs");
  const problem = jsonProblem(value);
  return (
    <TextField
      label={t("input")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      multiline
      minRows={5}
      maxRows={10}
      error={problem !== null}
      helperText={problem}
      fullWidth
      slotProps={{ htmlInput: { spellCheck: false }, input: { sx: { typography: "mono" } } }}
    />
  );
}

import { MenuItem, TextField } from "@mui/material";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { Delimiter } from "./api";

const DELIMITERS: Record<Delimiter, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };

/** What stands between the values of a CSV file. */
export function DelimiterField({ value, onChange }: { value: Delimiter; onChange: (value: Delimiter) => void }) {
  const { t } = useTranslation("maintenance");
  return (
    <TextField select id={useId()} label={t("csv.delimiter")} value={value} onChange={(event) => onChange(event.target.value as Delimiter)}>
      {Object.entries(DELIMITERS).map(([delimiter, name]) => (
        <MenuItem key={delimiter} value={delimiter}>
          {t(`csv.delimiters.${name}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

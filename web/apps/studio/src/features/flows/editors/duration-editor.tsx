import { Box, FormHelperText, MenuItem, TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { amountIn, isoOf, secondsOf, spoken, UNITS } from "../duration";
import type { Unit } from "../duration";
import { isEmpty } from "../requirements";
import { fieldProps } from "./types";
import type { EditorProps } from "./types";

const WHOLE = /^\d{1,9}$/;

/** A number and a unit; stored as ISO 8601. */
export function DurationEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { value, onChange } = props;
  const seconds = secondsOf(value);
  const said = seconds === null ? null : spoken(seconds);
  const [picked, setPicked] = useState<Unit | null>(null);
  const { helperText, error, ...field } = fieldProps(props);
  const unreadable = !isEmpty(value) && said === null;
  // 60 minutes stay 60 minutes while they are edited, though they are an hour.
  const unit = said && picked && isoOf(amountIn(seconds ?? 0, picked), picked) === value ? picked : (said?.unit ?? picked ?? "minutes");
  const amount = seconds === null ? "" : String(amountIn(seconds, unit));
  const change = (text: string, next: Unit): void => {
    setPicked(next);
    if (text === "") onChange(undefined);
    else if (WHOLE.test(text)) onChange(isoOf(Number(text), next));
  };
  return (
    <div>
      <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)", gap: 1, alignItems: "end" }}>
        <TextField {...field} error={error || unreadable} value={amount} onChange={(event) => change(event.target.value, unit)} slotProps={{ htmlInput: { inputMode: "numeric" } }} />
        <TextField select value={unit} onChange={(event) => change(amount, event.target.value as Unit)} slotProps={{ select: { SelectDisplayProps: { "aria-label": t("editors.unitOf", { name: props.parameter.title }) } } }}>
          {UNITS.map((each) => (
            <MenuItem key={each} value={each}>
              {t(`editors.units.${each}`)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      {(helperText || unreadable) && <FormHelperText error>{unreadable ? t("editors.noDuration", { value: String(value) }) : helperText}</FormHelperText>}
    </div>
  );
}

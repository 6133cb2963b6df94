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
  // What is typed stays until the field is left: emptied, it must not fill itself with the default at once.
  const [typed, setTyped] = useState<string | null>(null);
  const { helperText, error, ...field } = fieldProps(props);
  const unreadable = !isEmpty(value) && said === null;
  const isPicked = picked !== null && (typed !== null || isoOf(amountIn(seconds ?? 0, picked), picked) === value);
  // 60 minutes stay 60 minutes while they are edited, though they are an hour.
  const unit = isPicked ? picked : (said?.unit ?? "minutes");
  const isOpen = typed !== null && typed !== "" && !WHOLE.test(typed);
  const amount = typed ?? (seconds === null ? "" : String(amountIn(seconds, unit)));
  const change = (text: string, next: Unit): void => {
    setPicked(next);
    if (text === "") onChange(undefined);
    else if (WHOLE.test(text)) onChange(isoOf(Number(text), next));
  };
  const type = (text: string): void => {
    setTyped(text);
    change(text, unit);
  };
  return (
    <div>
      <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)", gap: 1, alignItems: "end" }}>
        <TextField {...field} error={error || unreadable || isOpen} value={amount} onBlur={() => setTyped(null)} onChange={(event) => type(event.target.value)} slotProps={{ htmlInput: { inputMode: "numeric" } }} />
        <TextField select value={unit} onChange={(event) => change(amount, event.target.value as Unit)} slotProps={{ select: { SelectDisplayProps: { "aria-label": t("editors.unitOf", { name: props.parameter.title }) } } }}>
          {UNITS.map((each) => (
            <MenuItem key={each} value={each}>
              {t(`editors.units.${each}`)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      {(helperText || isOpen) && <FormHelperText error={error || isOpen}>{isOpen ? t("editors.wholeNumber") : helperText}</FormHelperText>}
      {unreadable && <FormHelperText error>{t("editors.noDuration", { value: String(value) })}</FormHelperText>}
    </div>
  );
}

import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import InputLabel from "@mui/material/InputLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import Typography from "@mui/material/Typography";
import { Hint, VisuallyHidden } from "@aqtra/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { FieldControl } from "../shared/use-field-control";
import type { RadioOption } from "./options";

export interface RadioGroupSettings {
  control: FieldControl;
  orientation: "horizontal" | "vertical";
  onPick: (value: unknown) => void;
}

interface RadioOptionsProps extends RadioGroupSettings {
  options: readonly RadioOption[];
  /** Key of the chosen option; none when empty. */
  chosen: string;
  /** Instead of the options, while there are none to show. */
  children?: ReactNode;
}

/** One group with its caption above and its error below. Arrow keys go from option to option. */
export function RadioOptions({ control, orientation, options, chosen, onPick, children }: RadioOptionsProps) {
  const { t } = useTranslation("components");
  const { label, labelId, errorId, error, required, disabled, readOnly, tooltip, tooltipId, inputProps } = control;
  const { id, tabIndex, "aria-invalid": invalid, "aria-describedby": describedBy, "data-field": field, ...events } = inputProps;
  return (
    <FormControl fullWidth error={error !== undefined} required={required} disabled={disabled || readOnly}>
      {label && (
        <InputLabel id={labelId} component="span">
          {label}
        </InputLabel>
      )}
      <Hint text={tooltip}>
        <RadioGroup
          id={id}
          row={orientation === "horizontal"}
          value={chosen}
          aria-labelledby={label ? labelId : undefined}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          aria-required={events["aria-required"]}
          data-field={field}
          // A library's field wants a tab stop of its own; a group has those of its options.
          onFocus={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) events.onFocus();
          }}
          onKeyDown={events.onKeyDown}
          onKeyUp={events.onKeyUp}
          onChange={(_, key) => {
            const option = options.find((candidate) => candidate.key === key);
            if (option) onPick(option.value);
          }}
        >
          {children}
          {!children && options.length === 0 && (
            <Typography variant="body2" color="textSecondary" sx={{ py: 1 }}>
              {t("noOptions")}
            </Typography>
          )}
          {options.map(({ key, title }) => (
            <FormControlLabel
              key={key}
              value={key}
              label={title}
              sx={{ mr: 4, "& .MuiFormControlLabel-label": { overflowWrap: "anywhere" } }}
              control={<Radio slotProps={{ input: { tabIndex } }} />}
            />
          ))}
        </RadioGroup>
      </Hint>
      {tooltip && <VisuallyHidden id={tooltipId}>{tooltip}</VisuallyHidden>}
      {error !== undefined && <FormHelperText id={errorId}>{error}</FormHelperText>}
    </FormControl>
  );
}

import Box from "@mui/material/Box";
import MuiSlider from "@mui/material/Slider";
import Typography from "@mui/material/Typography";

import type { ViewProps } from "../define";
import type { FieldProperty } from "../model";
import { decimalText } from "../shared/decimal";
import { displayValue } from "../shared/display";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import type { sliderSettings } from "./index";

const COMMON = { disabled: false, required: false, tab_index: 0 } as const;

/** A number, moved along its range. */
export function Range({ node, settings, field, runtime, design }: ViewProps<typeof sliderSettings>) {
  const control = useFieldControl(node, COMMON, field, runtime);
  const { locale, timeZone } = runtime;
  const property = field?.property;
  const { minimum, maximum, step } = limitsOf(settings, property);
  const value = decimalText(control.value);
  const isInteger = property?.type === "integer";
  const digits = Math.max(digitsOf(step), digitsOf(minimum));
  // Steps of 0.1 add up to 0.30000000000000004 in binary.
  const stored = (next: number) => (isInteger ? Math.round(next) : decimalText(Number(next.toFixed(digits))));
  const shown = value === undefined ? "–" : displayValue(value, property, { locale, timeZone, yes: "", no: "" });
  const disabled = !settings.binding || control.readOnly;
  return (
    <FieldFrame control={control}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 4, minWidth: 0, maxWidth: 640, px: 2 }}>
        <MuiSlider
          value={value === undefined ? minimum : Number(value)}
          min={minimum}
          max={maximum}
          step={step}
          disabled={disabled && !design}
          aria-labelledby={control.label ? control.labelId : undefined}
          aria-label={control.label ? undefined : node.name}
          getAriaValueText={(number) => displayValue(decimalText(number), property, { locale, timeZone, yes: "", no: "" })}
          onChange={(_, next) => {
            if (typeof next === "number") control.change(stored(next));
          }}
          onChangeCommitted={(_, next) => {
            if (typeof next === "number") control.commit(stored(next));
          }}
          slotProps={{ input: { id: control.inputProps.id, "data-field": control.inputProps["data-field"], onFocus: control.inputProps.onFocus } as object }}
        />
        <Typography component="output" htmlFor={control.inputProps.id} variant="body2" sx={{ flex: "none", minWidth: 40, textAlign: "end", fontVariantNumeric: "tabular-nums" }}>
          {shown}
        </Typography>
      </Box>
    </FieldFrame>
  );
}

type Limits = Pick<ViewProps<typeof sliderSettings>["settings"], "minimum" | "maximum" | "step">;

/** The range of the element, narrowed by what the property takes. What is no range is one step wide. */
function limitsOf(settings: Limits, property: FieldProperty | undefined) {
  const minimum = Math.max(number(settings.minimum, 0), number(property?.minimum, -Infinity));
  const maximum = Math.min(number(settings.maximum, 100), number(property?.maximum, Infinity));
  const given = number(settings.step, 1);
  const step = given > 0 ? given : 1;
  return { minimum, maximum: maximum > minimum ? maximum : minimum + step, step };
}

/** Behind the decimal point. */
function digitsOf(value: number): number {
  return decimalText(value)?.split(".")[1]?.length ?? 0;
}

function number(value: string | number | null | undefined, otherwise: number): number {
  const read = value === null || value === undefined || value === "" ? otherwise : Number(value);
  return Number.isNaN(read) ? otherwise : read;
}

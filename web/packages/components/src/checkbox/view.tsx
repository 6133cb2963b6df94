import MuiCheckbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";

import type { ViewProps } from "../define";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import type { checkboxSettings } from "./index";

/** Unset shows as indeterminate; the first click ticks it. */
export function CheckboxView({ node, settings, field, runtime }: ViewProps<typeof checkboxSettings>) {
  const control = useFieldControl(node, settings, field, runtime);
  const unset = typeof control.value !== "boolean";
  return (
    <FieldFrame control={control} labelled>
      <FormControlLabel
        label={control.label}
        control={
          <MuiCheckbox
            checked={control.value === true}
            indeterminate={unset}
            color={unset ? "default" : "primary"}
            disabled={control.disabled || control.readOnly}
            onChange={() => {
              const next = control.value !== true;
              control.change(next);
              control.commit(next);
            }}
            slotProps={{ input: control.inputProps }}
          />
        }
      />
    </FieldFrame>
  );
}

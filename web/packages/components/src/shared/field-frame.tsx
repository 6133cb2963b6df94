import FormControl from "@mui/material/FormControl";
import FormHelperText from "@mui/material/FormHelperText";
import InputLabel from "@mui/material/InputLabel";
import { Hint, VisuallyHidden } from "@aqtra/ui";
import type { ReactElement } from "react";

import type { FieldControl } from "./use-field-control";

interface FieldFrameProps {
  control: FieldControl;
  children: ReactElement;
  /** The control shows its own label (a check box). */
  labelled?: boolean;
  /** Takes the height the element is given (a text area). */
  fill?: boolean;
}

/** Label above, control, error below. */
export function FieldFrame({ control, children, labelled = false, fill = false }: FieldFrameProps) {
  const { label, inputId, labelId, errorId, error, required, disabled, tooltip } = control;
  return (
    <FormControl fullWidth error={error !== undefined} required={required} disabled={disabled} sx={fill ? { minHeight: "inherit" } : undefined}>
      {label && !labelled && (
        <InputLabel id={labelId} htmlFor={inputId}>
          {label}
        </InputLabel>
      )}
      <Hint text={tooltip}>{children}</Hint>
      {tooltip && <VisuallyHidden id={control.tooltipId}>{tooltip}</VisuallyHidden>}
      {error !== undefined && <FormHelperText id={errorId}>{error}</FormHelperText>}
    </FormControl>
  );
}

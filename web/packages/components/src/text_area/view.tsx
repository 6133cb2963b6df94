import OutlinedInput from "@mui/material/OutlinedInput";

import type { ViewProps } from "../define";
import { ClearButton } from "../shared/clear-button";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import type { textAreaSettings } from "./index";

const ROWS = 4;

/** Plain text as it is typed, line breaks included. */
export function TextAreaView({ node, settings, field, runtime }: ViewProps<typeof textAreaSettings>) {
  const control = useFieldControl(node, settings, field, runtime);
  const text = typeof control.value === "string" ? control.value : "";
  // Without auto size it is the browser's own text area: its height is the element's, and a hand may change it.
  const sizing = settings.auto_size ? { multiline: true, minRows: ROWS } : { multiline: true, inputComponent: "textarea" as const };
  return (
    <FieldFrame control={control} fill>
      <OutlinedInput
        {...sizing}
        fullWidth
        value={text}
        placeholder={control.placeholder}
        readOnly={control.readOnly}
        onChange={(event) => {
          control.change(event.target.value === "" ? null : event.target.value);
        }}
        onBlur={() => {
          control.commit();
        }}
        inputProps={{
          ...control.inputProps,
          maxLength: field?.property?.max_length ?? undefined,
          ...(settings.auto_size ? {} : { rows: ROWS, style: { resize: "vertical", height: "auto" } }),
        }}
        sx={{ flex: 1, alignItems: "stretch", "& .MuiInputAdornment-root": { alignSelf: "start", mt: 2 } }}
        endAdornment={
          control.showClear && text !== "" ? (
            <ClearButton
              label={control.label}
              onClear={() => {
                control.change(null);
                control.commit(null);
              }}
            />
          ) : undefined
        }
      />
    </FieldFrame>
  );
}

import OutlinedInput from "@mui/material/OutlinedInput";

import type { ViewProps } from "../define";
import { ClearButton } from "../shared/clear-button";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import type { textFieldSettings } from "./index";
import { applyMask } from "./mask";

export function TextFieldView({ node, settings, field, runtime }: ViewProps<typeof textFieldSettings>) {
  const control = useFieldControl(node, settings, field, runtime);
  const text = typeof control.value === "string" ? control.value : "";
  const mask = settings.regular_expression_mask ? undefined : settings.input_mask;
  const write = (typed: string) => {
    const next = mask ? applyMask(mask, typed) : typed;
    control.change(next === "" ? null : next);
  };
  return (
    <FieldFrame control={control}>
      <OutlinedInput
        fullWidth
        value={text}
        placeholder={control.placeholder || mask}
        readOnly={control.readOnly}
        autoComplete={settings.auto_complete}
        onChange={(event) => {
          write(event.target.value);
        }}
        onBlur={() => {
          control.commit();
        }}
        inputProps={{ ...control.inputProps, maxLength: field?.property?.max_length ?? undefined }}
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

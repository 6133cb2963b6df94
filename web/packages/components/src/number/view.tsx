import InputAdornment from "@mui/material/InputAdornment";
import OutlinedInput from "@mui/material/OutlinedInput";
import type { KeyboardEvent } from "react";

import type { ViewProps } from "../define";
import type { FieldProperty } from "../model";
import { ClearButton } from "../shared/clear-button";
import { decimalText } from "../shared/decimal";
import { effectiveProperty } from "../shared/effective-property";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import type { numberSettings } from "./index";
import { StepButtons } from "./step-buttons";
import { useNumberText } from "./use-number-text";

export function NumberView({ node, settings, field, runtime }: ViewProps<typeof numberSettings>) {
  const control = useFieldControl(node, settings, field, runtime);
  const property = effectiveProperty(node, field?.property ?? { name: node.name, title: "", type: "number" });
  const text = useNumberText({
    value: control.value,
    locale: runtime.locale,
    integer: property.type === "integer",
    format: settings.format,
    minimum: decimalText(property.minimum),
    maximum: decimalText(property.maximum),
    write: control.change,
  });
  const editable = !control.disabled && !control.readOnly;
  const by = decimalText(settings.step) ?? "1";
  const onKeyDown = (event: KeyboardEvent) => {
    control.inputProps.onKeyDown(event);
    if (!editable || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    text.step(by, event.key === "ArrowDown");
  };
  return (
    <FieldFrame control={control}>
      <OutlinedInput
        fullWidth
        value={text.shown}
        placeholder={control.placeholder}
        readOnly={control.readOnly}
        autoComplete="off"
        onChange={(event) => {
          text.type(event.target.value);
        }}
        onBlur={() => {
          text.end();
          control.commit();
        }}
        inputProps={{
          ...control.inputProps,
          role: "spinbutton",
          inputMode: property.type === "integer" ? "numeric" : "decimal",
          ...ariaRange(text.canonical, text.shown, property),
          onKeyDown,
          onFocus: () => {
            control.inputProps.onFocus();
            if (editable) text.start();
          },
        }}
        endAdornment={
          editable && (
            <InputAdornment position="end" sx={{ mr: -2, height: "100%", maxHeight: "none" }}>
              {control.showClear && text.canonical !== undefined && (
                <ClearButton
                  label={control.label}
                  onClear={() => {
                    text.end();
                    control.change(null);
                    control.commit(null);
                  }}
                />
              )}
              <StepButtons
                label={control.label}
                onStep={(down) => {
                  const next = text.step(by, down);
                  control.commit(property.type === "integer" && Number.isSafeInteger(Number(next)) ? Number(next) : next);
                }}
              />
            </InputAdornment>
          )
        }
      />
    </FieldFrame>
  );
}

/** Exact text: React types these attributes as numbers, which would round. */
function ariaRange(now: string | undefined, shown: string, property: FieldProperty): Record<string, string | undefined> {
  return {
    "aria-valuenow": now,
    "aria-valuetext": shown || undefined,
    "aria-valuemin": decimalText(property.minimum),
    "aria-valuemax": decimalText(property.maximum),
  };
}

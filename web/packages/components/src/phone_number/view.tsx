import OutlinedInput from "@mui/material/OutlinedInput";
import { type ChangeEvent, useState } from "react";

import type { ViewProps } from "../define";
import { FieldFrame } from "../shared/field-frame";
import { formatTyped, shownNumber, storedNumber } from "../shared/phone";
import { useFieldControl } from "../shared/use-field-control";
import type { phoneNumberSettings } from "./index";

/** Takes form while it is typed and is stored internationally; what is no number stays as it was typed, and is told. */
export function PhoneNumberView({ node, settings, field, runtime }: ViewProps<typeof phoneNumberSettings>) {
  const control = useFieldControl(node, settings, field, runtime);
  const [draft, setDraft] = useState<string | null>(null);
  const { default_country: country } = settings;
  const stored = typeof control.value === "string" ? control.value : "";
  const shown = draft ?? shownNumber(stored);
  const type = (event: ChangeEvent<HTMLInputElement>) => {
    const { value, selectionStart } = event.target;
    // Only digits added at the end make it take form: anywhere else the caret would jump, and neither could a bracket be
    // deleted nor a space be typed.
    const isContinued = value.length > shown.length && selectionStart === value.length && /\d$/.test(value);
    const next = isContinued ? formatTyped(value, country) : value;
    setDraft(next);
    control.change(storedNumber(next, country));
  };
  return (
    <FieldFrame control={control}>
      <OutlinedInput
        fullWidth
        type="tel"
        value={shown}
        readOnly={control.readOnly}
        autoComplete="tel"
        onChange={type}
        onBlur={() => {
          setDraft(null);
          control.commit();
        }}
        // Numbers are read from left to right in every language.
        inputProps={{ ...control.inputProps, inputMode: "tel", dir: "ltr" }}
      />
    </FieldFrame>
  );
}

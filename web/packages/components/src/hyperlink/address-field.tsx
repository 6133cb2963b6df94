import OutlinedInput from "@mui/material/OutlinedInput";
import { focusOnMount } from "@aqtra/ui";
import { type KeyboardEvent, useState } from "react";

import { isAddress } from "../shared/address";
import type { FieldControl } from "../shared/use-field-control";

interface AddressFieldProps {
  control: FieldControl;
  /** The address was entered or left as it was; `byKey` when the focus has nowhere to go. */
  onEnd: (byKey: boolean) => void;
}

/** Entry of an address. What cannot be followed stays to be mended; Escape brings back what was there. */
export function AddressField({ control, onEnd }: AddressFieldProps) {
  const [before] = useState(control.value);
  const text = typeof control.value === "string" ? control.value : "";
  const finish = (byKey: boolean) => {
    control.commit();
    if (text === "" || isAddress(text)) onEnd(byKey);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    control.inputProps.onKeyDown(event);
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    // A dialog around would close.
    event.stopPropagation();
    if (event.key === "Enter") finish(true);
    else {
      control.change(before);
      control.commit(before);
      onEnd(true);
    }
  };
  return (
    <OutlinedInput
      fullWidth
      inputRef={focusOnMount}
      type="url"
      value={text}
      placeholder="https://"
      onChange={(event) => {
        const typed = event.target.value.trim();
        control.change(typed === "" ? null : typed);
      }}
      onBlur={() => {
        finish(false);
      }}
      inputProps={{ ...control.inputProps, onKeyDown, autoComplete: "url", spellCheck: false, dir: "ltr" }}
    />
  );
}

import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Reference } from "../model";
import { type EntryPickerProps, useEntryPicker, useNamed } from "../shared/use-entry-picker";
import { eventsOf, withoutId } from "../shared/use-field-control";

/** Picks one entry by name. A chosen entry stays shown even when the filter no longer offers it. */
export function EntryPicker({ onPick, ...props }: EntryPickerProps<Reference | null>) {
  const { t } = useTranslation("components");
  const { component, control, runtime } = props;
  const picker = useEntryPicker(props);
  const stored = useMemo(() => [control.value], [control.value]);
  const [chosen = null] = useNamed(component, stored, runtime);
  return (
    <Autocomplete
      {...picker}
      value={chosen}
      disableClearable={!control.showClear}
      onChange={(_, option) => {
        onPick(option);
      }}
      renderInput={(params) => (
        <TextField
          {...params}
          hiddenLabel
          {...eventsOf(control)}
          placeholder={control.placeholder || t("choose")}
          slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, ...withoutId(control) } }}
        />
      )}
    />
  );
}

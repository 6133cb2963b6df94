import Autocomplete from "@mui/material/Autocomplete";
import Chip from "@mui/material/Chip";
import TextField from "@mui/material/TextField";
import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Reference } from "../model";
import { referenceText } from "../shared/reference";
import { type EntryPickerProps, useEntryPicker, useNamed } from "../shared/use-entry-picker";
import { eventsOf, withoutId } from "../shared/use-field-control";

const CHECK_SIZE = 16;
const NONE: readonly unknown[] = [];

/** Chips keep the height of a field in one row, and what is typed stands beside the last of them. */
const CHIPS_IN_A_FIELD = {
  "& .MuiAutocomplete-inputRoot": { gap: 1, paddingBlock: "4px !important", paddingInlineStart: "6px !important" },
  "& .MuiAutocomplete-input": { minWidth: "64px !important", height: 20, padding: "3px 4px !important" },
  "& .MuiChip-root": { margin: 0, maxWidth: "100%", "& svg": { flexShrink: 0 } },
} as const;

/**
 * Picks several entries by name; each is a chip that goes with its cross, or with Backspace after an arrow key has led to
 * it. Chosen entries stay chips even when the filter no longer offers them.
 */
export function EntriesPicker({ onPick, ...props }: EntryPickerProps<readonly Reference[]>) {
  const { t } = useTranslation("components");
  const { component, control, property, runtime } = props;
  const picker = useEntryPicker(props);
  const chosen = useNamed(component, Array.isArray(control.value) ? control.value : NONE, runtime);
  const isFixed = control.disabled || control.readOnly;
  return (
    <Autocomplete
      {...picker}
      multiple
      disableCloseOnSelect
      sx={CHIPS_IN_A_FIELD}
      value={chosen}
      disableClearable={!control.showClear}
      onChange={(_, references) => {
        onPick(references);
      }}
      renderOption={({ key, ...option }, reference, { selected }) => (
        <li key={key} {...option}>
          <Check size={CHECK_SIZE} aria-hidden style={{ visibility: selected ? "visible" : "hidden", flexShrink: 0, marginInlineEnd: 8 }} />
          <span style={{ overflowWrap: "anywhere" }}>{referenceText(reference, property)}</span>
        </li>
      )}
      renderValue={(references, itemProps) =>
        references.map((reference, index) => {
          const { key, onDelete, ...chip } = itemProps({ index });
          const name = referenceText(reference, property);
          const cross = <X size={14} role="button" aria-label={t("removeNamed", { name })} />;
          // Not the button the library makes of it: that is the cross inside.
          return <Chip key={key} {...chip} role="group" aria-label={name} size="small" label={name} deleteIcon={cross} onDelete={isFixed ? undefined : onDelete} />;
        })
      }
      renderInput={(params) => (
        <TextField
          {...params}
          hiddenLabel
          {...eventsOf(control)}
          onBlur={() => {
            control.commit();
          }}
          placeholder={chosen.length > 0 ? "" : control.placeholder || t("choose")}
          slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, ...withoutId(control) } }}
        />
      )}
    />
  );
}

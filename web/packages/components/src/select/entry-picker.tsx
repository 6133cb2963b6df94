import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { FieldProperty, Reference } from "../model";
import type { RuntimeApi } from "../runtime-api";
import { isReference, referenceText } from "../shared/display";
import type { FieldControl } from "../shared/use-field-control";
import { withoutId } from "./enum-picker";
import { useEntryOptions } from "./use-entry-options";

interface EntryPickerProps {
  component: string;
  filter: string | undefined;
  property: FieldProperty;
  control: FieldControl;
  runtime: RuntimeApi;
  onPick: (value: Reference | null) => void;
}

/** How near to the end of the list the next page is fetched. */
const NEAR_END_PX = 80;

/** Picks one entry by name. A chosen entry stays shown even when the filter no longer offers it. */
export function EntryPicker({ component, filter, property, control, runtime, onPick }: EntryPickerProps) {
  const { t } = useTranslation("components");
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const chosen = useChosen(component, control.value, runtime);
  const options = useEntryOptions(component, filter, typed, open, runtime);
  const offered = options.rows.map((row): Reference => ({ id: row.id, name: row.name }));
  const emptyText = options.failure ? options.failure.message : options.loading ? t("loading") : t("noOptions");
  return (
    <Autocomplete
      id={control.inputProps.id}
      open={open}
      options={offered}
      value={chosen}
      loading={options.loading}
      disabled={control.disabled}
      readOnly={control.readOnly}
      disableClearable={!control.showClear}
      loadingText={t("loading")}
      noOptionsText={emptyText}
      popupIcon={<ChevronDown size={16} aria-hidden />}
      getOptionLabel={(option) => referenceText(option, property)}
      getOptionKey={(option) => option.id}
      isOptionEqualToValue={(option, value) => option.id === value.id}
      // The server has filtered already; filtering again here would hide rows without a name.
      filterOptions={(rows) => rows}
      onOpen={() => {
        setOpen(true);
      }}
      onClose={() => {
        setOpen(false);
        setTyped("");
      }}
      onInputChange={(_, text, reason) => {
        if (reason === "input") setTyped(text);
      }}
      onChange={(_, option) => {
        onPick(option);
      }}
      slotProps={{
        listbox: {
          onScroll: (event) => {
            const list = event.currentTarget;
            if (list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX) options.more();
          },
        },
      }}
      renderInput={(params) => (
        <TextField
          {...params}
          hiddenLabel
          placeholder={control.placeholder || t("choose")}
          slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, ...withoutId(control) } }}
        />
      )}
    />
  );
}

/** The stored reference with its name; a bare id is looked up. */
function useChosen(component: string, value: unknown, runtime: RuntimeApi): Reference | null {
  const id = isReference(value) ? value.id : typeof value === "number" ? value : null;
  const named = isReference(value) && value.name !== undefined;
  const found = runtime.useEntries(id === null || named ? null : { component, filter: `id eq ${id}`, select: ["name"], top: 1 });
  if (id === null) return null;
  if (named) return value;
  return { id, name: found.rows[0]?.id === id ? found.rows[0].name : null };
}

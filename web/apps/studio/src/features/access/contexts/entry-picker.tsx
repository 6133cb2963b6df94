import { Autocomplete, TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { problemText } from "../../../shared/problems";
import { usePause } from "../../../shared/use-pause";
import { useEntryName, useEntrySearch } from "../api";
import type { EntryName } from "../api";

interface EntryPickerProps {
  component: string;
  label: string;
  value: number | null;
  onChange: (entry: number | null) => void;
  /** Says what no entry means. */
  placeholder: string;
}

/** Chooses one entry of a component, found by its name on the server. */
export function EntryPicker({ component, label, value, onChange, placeholder }: EntryPickerProps) {
  const { t } = useTranslation("access");
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const settled = usePause(typed.trim());
  const { entries, error, isFetching } = useEntrySearch(open ? component : null, settled);
  const name = useEntryName(component, value);
  const chosen: EntryName | null = value === null ? null : { id: value, name };
  return (
    <Autocomplete
      fullWidth
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={entries ?? NONE}
      value={chosen}
      loading={isFetching}
      // The server has searched already.
      filterOptions={(options) => options}
      getOptionLabel={entryLabel}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(option, current) => option.id === current.id}
      onInputChange={(_, text, reason) => setTyped(reason === "input" ? text : "")}
      onChange={(_, entry) => onChange(entry?.id ?? null)}
      noOptionsText={t("contexts.noEntries")}
      loadingText={t("picker.loading", { ns: "shared" })}
      renderOption={({ key, ...props }, entry) => (
        <li key={key} {...props}>
          <bdi>{entryLabel(entry)}</bdi>
        </li>
      )}
      renderInput={(params) => (
        <TextField {...params} label={label} placeholder={placeholder} error={error !== undefined} helperText={error === undefined ? undefined : problemText(error, t)} />
      )}
    />
  );
}

const NONE: EntryName[] = [];

function entryLabel({ id, name }: EntryName): string {
  return name === null || name === "" ? `#${id}` : `${name} #${id}`;
}

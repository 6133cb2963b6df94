import { Autocomplete, Box, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { SYSTEM } from "../api";
import type { AccessTree, Context } from "../api";
import { EntryPicker } from "./entry-picker";

interface ContextPickerProps {
  tree: AccessTree;
  value: Context;
  onChange: (context: Context) => void;
  /** A built-in role holds in System only. */
  systemOnly?: boolean;
}

interface Place {
  key: string | null;
  label: string;
}

/** Where a grant holds: System, a component, or one entry of it. What is not restricted any more stays, and says so. */
export function ContextPicker({ tree, value, onChange, systemOnly = false }: ContextPickerProps) {
  const { t } = useTranslation("access");
  const component = tree.components.find(({ key }) => key === value.component);
  const system: Place = { key: null, label: t("contexts.system") };
  const lost: Place[] = value.component !== null && !component ? [{ key: value.component, label: value.component }] : [];
  const components = systemOnly && value.component === null ? [] : tree.components.map(({ key, title }): Place => ({ key, label: title }));
  const places = [system, ...components, ...lost];
  const chosen = places.find(({ key }) => key === value.component) ?? system;
  const hasEntries = component !== undefined && component.restricted && component.has_entries;
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" }, gap: 3, minWidth: 0 }}>
      <Autocomplete
        disableClearable
        options={places}
        value={chosen}
        disabled={systemOnly && value.component === null}
        getOptionLabel={({ label }) => label}
        getOptionKey={({ key }) => key ?? "system"}
        isOptionEqualToValue={(option, current) => option.key === current.key}
        onChange={(_, place) => onChange({ ...SYSTEM, component: place.key })}
        noOptionsText={t("picker.nothing", { ns: "shared" })}
        renderInput={(params) => <TextField {...params} label={t("contexts.context")} error={lost.length > 0} helperText={helpOf()} />}
      />
      {hasEntries && value.object === null ? (
        <EntryPicker
          key={component.key}
          component={component.key}
          label={t("contexts.entry")}
          placeholder={t("contexts.whole")}
          value={value.entry}
          onChange={(entry) => onChange({ ...value, entry })}
        />
      ) : (
        (value.object ?? value.entry) !== null && <TextField label={t(value.object === null ? "contexts.entry" : "contexts.object")} value={value.object ?? `#${value.entry}`} slotProps={{ input: { readOnly: true } }} />
      )}
    </Box>
  );

  function helpOf(): string | undefined {
    if (lost.length > 0) return t("contexts.lost");
    return systemOnly ? t("contexts.systemOnly") : undefined;
  }
}

import { Autocomplete, Box, TextField, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import { asText, fieldProps } from "./types";
import type { EditorProps } from "./types";
import { useTargetProperties } from "./use-target";

/** A property of the chosen component, by name. */
export function PropertyEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { properties, isLoading } = useTargetProperties(props.step, props.parameter);
  const byName = new Map(properties?.map((property) => [property.name, property]));
  const value = asText(props.value);
  const names = [...byName.keys()];
  const { id, ...field } = fieldProps(props);
  return (
    <Autocomplete
      id={id}
      // What was typed and matches is taken with Enter, as in the other fields.
      autoHighlight
      // A property that is gone stays visible, so that it can be seen and replaced.
      options={value === "" || byName.has(value) ? names : [value, ...names]}
      value={value === "" ? null : value}
      loading={isLoading}
      disabled={properties === null && !isLoading}
      noOptionsText={t("editors.noProperties")}
      onChange={(_, name) => props.onChange(name ?? undefined)}
      renderOption={({ key, ...item }, name) => (
        <Box component="li" key={key} {...item} sx={{ gap: 2 }}>
          <Typography variant="body1" noWrap sx={{ flexGrow: 1 }}>
            {name}
          </Typography>
          <Typography variant="caption" color="textSecondary">
            {byName.get(name)?.type}
          </Typography>
        </Box>
      )}
      renderInput={(params) => <TextField {...params} {...field} />}
    />
  );
}

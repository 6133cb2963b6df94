import { Autocomplete, Box, TextField, Typography } from "@mui/material";
import type { TextFieldProps } from "@mui/material";
import { useMemo } from "react";

import type { ModelField } from "../types";

/** Values that every run knows (flows.md 4). */
const RUN_VARIABLES: ModelField[] = [
  ["$now", "date-time"],
  ["$today", "date"],
  ["$runId", "uuid"],
  ["$user.id", "catalog"],
  ["$lastSuccess", "date-time"],
].map(([path = "", type = ""]) => ({ path, type, title: path, component: null }));

interface PathFieldProps {
  id: string;
  value: string;
  fields: ModelField[];
  withRunVariables?: boolean;
  onChange: (path: string) => void;
  field: Pick<TextFieldProps, "label" | "required" | "error" | "helperText" | "placeholder" | "slotProps">;
  /** Name where there is no visible label. */
  ariaLabel?: string;
}

/** A path of the source's items: found by typing, or typed when the model does not know it yet. */
export function PathField({ id, value, fields, withRunVariables = false, onChange, field, ariaLabel }: PathFieldProps) {
  const offered = useMemo(() => (withRunVariables ? [...fields, ...RUN_VARIABLES] : fields), [fields, withRunVariables]);
  const byPath = useMemo(() => new Map(offered.map((each) => [each.path, each])), [offered]);
  return (
    <Autocomplete
      id={id}
      freeSolo
      autoHighlight={false}
      selectOnFocus
      handleHomeEndKeys
      options={offered.map((each) => each.path)}
      value={value === "" ? null : value}
      onChange={(_, path) => onChange(path ?? "")}
      onInputChange={(_, path, reason) => reason === "input" && onChange(path)}
      filterOptions={(paths, { inputValue }) => {
        const wanted = inputValue === value ? "" : inputValue.toLowerCase();
        return paths.filter((path) => `${path} ${byPath.get(path)?.title ?? ""}`.toLowerCase().includes(wanted));
      }}
      renderOption={({ key, ...props }, path) => (
        <Box component="li" key={key} {...props} sx={{ gap: 2 }}>
          <Typography variant="mono" noWrap sx={{ flexGrow: 1 }} title={byPath.get(path)?.title}>
            {path}
          </Typography>
          <Typography variant="caption" color="textSecondary">
            {byPath.get(path)?.type}
          </Typography>
        </Box>
      )}
      slotProps={{ popper: { sx: { minWidth: 280 }, placement: "bottom-end" } }}
      renderInput={(params) => (
        <TextField
          {...params}
          {...field}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, ...(ariaLabel ? { "aria-label": ariaLabel } : {}), spellCheck: false },
          }}
        />
      )}
    />
  );
}

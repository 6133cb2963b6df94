import { Autocomplete, Box, TextField, Typography } from "@mui/material";
import type { TextFieldProps } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { ModelField } from "../types";
import { offerOf, search } from "./path-search";

interface PathFieldProps {
  id: string;
  value: string;
  fields: ModelField[];
  withRunVariables?: boolean;
  onChange: (path: string) => void;
  /** A path was chosen from the list, or completed with Enter. */
  onChoose?: (path: string) => void;
  field: Pick<TextFieldProps, "label" | "required" | "error" | "helperText" | "placeholder" | "slotProps">;
  /** Name where there is no visible label. */
  ariaLabel?: string;
}

/** Begins the line that says how many paths are not shown: no path begins with a space. */
const MORE = " ";

/** A path of the source's items: found by typing, or typed when the model does not know it yet. */
export function PathField({ id, value, fields, withRunVariables = false, onChange, onChoose = onChange, field, ariaLabel }: PathFieldProps) {
  const { t } = useTranslation("flows");
  const offer = offerOf(fields, withRunVariables);
  const filter = (inputValue: string): string[] => {
    const { found, count } = search(offer, inputValue === value ? "" : inputValue);
    return count > found.length ? [...found, `${MORE}${t("editors.morePaths", { count: count - found.length })}`] : found;
  };
  return (
    <Autocomplete
      id={id}
      freeSolo
      autoHighlight={false}
      selectOnFocus
      handleHomeEndKeys
      options={offer.paths}
      value={value === "" ? null : value}
      onChange={(_, path) => onChoose(path ?? "")}
      onInputChange={(_, path, reason) => reason === "input" && onChange(path)}
      filterOptions={(_, { inputValue }) => filter(inputValue)}
      getOptionDisabled={(path) => path.startsWith(MORE)}
      renderOption={({ key, ...props }, path) => <PathOption key={key} {...props} path={path} known={offer.byPath.get(path)} />}
      slotProps={{ popper: { sx: { minWidth: 280 }, placement: "bottom-end" } }}
      renderInput={(params) => (
        <TextField
          {...params}
          {...field}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, ...(ariaLabel ? { "aria-label": ariaLabel } : {}), spellCheck: false, title: value },
          }}
        />
      )}
    />
  );
}

function PathOption({ path, known, ...props }: { path: string; known: ModelField | undefined } & React.HTMLAttributes<HTMLLIElement>) {
  return (
    <Box component="li" {...props} sx={{ gap: 2 }}>
      <Typography variant={known ? "mono" : "caption"} noWrap sx={{ flexGrow: 1 }} title={known?.title}>
        {path.trimStart()}
      </Typography>
      <Typography variant="caption" color="textSecondary">
        {known?.type}
      </Typography>
    </Box>
  );
}

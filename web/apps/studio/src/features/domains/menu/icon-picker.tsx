import { iconNames, iconOf } from "@aqtra/components";
import { Autocomplete, Box, InputAdornment, TextField } from "@mui/material";
import { createElement } from "react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";

/** One icon of the built-in set, found by name. */
export function IconPicker({ value, onChange }: { value: string; onChange: (icon: string) => void }) {
  const { t } = useTranslation("domains");
  return (
    <Autocomplete
      id="item-icon"
      options={iconNames}
      value={value === "" ? null : value}
      onChange={(_, icon) => onChange(icon ?? "")}
      renderOption={({ key, ...props }, name) => (
        <Box component="li" key={key} {...props} sx={{ gap: 2 }}>
          {glyph(name)}
          {name}
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label={t("menu.icon")}
          placeholder={t("menu.clearIcon")}
          slotProps={{
            ...params.slotProps,
            input: {
              ...params.slotProps.input,
              startAdornment: value !== "" && (
                <InputAdornment position="start" sx={{ ml: 2, mr: 0 }}>
                  {glyph(value)}
                </InputAdornment>
              ),
            },
          }}
        />
      )}
    />
  );
}

function glyph(name: string): ReactElement | null {
  const icon = iconOf(name);
  return icon ? createElement(icon, { size: 16, strokeWidth: 1.75, "aria-hidden": true }) : null;
}

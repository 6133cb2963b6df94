/** Picks a field by its path; the fields of a referenced component are offered one level further. */

import type { FieldOption } from "@aqtra/model";
import { bindType } from "@aqtra/model";
import { Autocomplete, Box, InputBase } from "@mui/material";
import { useTranslation } from "react-i18next";

import { TypeIcon } from "../../model-tree/type-icon";
import { useComponentDocument, useFieldOptions } from "../../fields";

interface FieldPickerProps {
  id?: string;
  label: string;
  value: string;
  options: readonly FieldOption[];
  placeholder?: string;
  onChange: (path: string) => void;
}

const plainType = (type: FieldOption["type"]) => (type === "string_enum" ? "string" : type === "integer_enum" ? "integer" : type);

export function FieldPicker({ id, label, value, options, placeholder, onChange }: FieldPickerProps) {
  const { t } = useTranslation("editor");
  const chosen = options.find((option) => option.path === value) ?? null;
  const unknown: FieldOption | null = value !== "" && !chosen ? { path: value, title: value, type: "string", system: false } : null;
  return (
    <Autocomplete
      {...(id === undefined ? {} : { id })}
      size="small"
      fullWidth
      options={unknown ? [unknown, ...options] : [...options]}
      value={chosen ?? unknown}
      onChange={(_, option) => onChange(option?.path ?? "")}
      getOptionLabel={(option) => option.path}
      getOptionKey={(option) => option.path}
      isOptionEqualToValue={(option, other) => option.path === other.path}
      filterOptions={(all, { inputValue }) => {
        const words = inputValue === value ? "" : inputValue.trim().toLowerCase();
        return all.filter((option) => `${option.path} ${option.title}`.toLowerCase().includes(words));
      }}
      noOptionsText={t("properties.noFields")}
      openText={t("properties.pick", { label })}
      clearText={t("properties.clear", { label })}
      slotProps={{ popper: { style: { minWidth: 280 } } }}
      renderOption={({ key, ...rest }, option) => (
        <Box component="li" key={key} {...rest} sx={{ gap: 2 }}>
          <TypeIcon type={plainType(option.type)} />
          <Box component="span" sx={{ minWidth: 0, flex: "1 1 0" }}>
            <Box component="span" sx={{ display: "block", typography: "body2" }}>{option.path}</Box>
            {option.title !== option.path && <Box component="span" sx={{ display: "block", typography: "caption", color: "text.secondary" }}>{option.title}</Box>}
          </Box>
        </Box>
      )}
      renderInput={(params) => (
        <InputBase
          ref={params.slotProps.input.ref}
          className={params.slotProps.input.className}
          onMouseDown={params.slotProps.input.onMouseDown}
          endAdornment={params.slotProps.input.endAdornment}
          id={params.id}
          disabled={params.disabled}
          fullWidth
          placeholder={placeholder ?? t("properties.none")}
          inputProps={{ ...params.slotProps.htmlInput, "aria-label": label }}
          sx={{
            minHeight: 28,
            px: 2,
            pr: "2px !important",
            border: 1,
            borderColor: unknown ? "error.main" : "divider",
            borderRadius: "6px",
            bgcolor: "background.paper",
            typography: "body2",
            "&.Mui-focused": { borderColor: "primary.main" },
            "& input": { p: "0 !important", textOverflow: "ellipsis" },
            "& .MuiAutocomplete-endAdornment": { position: "static", transform: "none", display: "flex", flex: "none" },
            "& .MuiAutocomplete-endAdornment .MuiIconButton-root": { width: 20, height: 20, p: 0, m: 0 },
            "&:not(:hover, .Mui-focused) .MuiAutocomplete-clearIndicator": { display: "none" },
          }}
        />
      )}
    />
  );
}

/**
 * Fields of a component, and behind the reference that `path` goes through the fields of its target:
 * choosing `data.supplier` offers `data.supplier.City` next.
 */
export function useFieldsThrough(component: string | null | undefined, path: string): FieldOption[] {
  const document = useComponentDocument(component);
  const own = useFieldOptions(component);
  const name = path.startsWith("data.") ? path.split(".")[1] : undefined;
  const property = document?.properties.find((candidate) => candidate.name === name);
  const target = property?.type === "catalog" ? property.component : null;
  const behind = useComponentDocument(target);
  if (!property || !behind) return own;
  const further = behind.properties.map((inner) => ({
    path: `data.${property.name}.${inner.name}`,
    title: `${property.title || property.name} › ${inner.title || inner.name}`,
    type: bindType(inner),
    system: false,
  }));
  return [...own, ...further];
}

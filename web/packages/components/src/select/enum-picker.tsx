import Autocomplete from "@mui/material/Autocomplete";
import MenuItem from "@mui/material/MenuItem";
import MuiSelect from "@mui/material/Select";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { EnumValue } from "../model";
import { ClearButton } from "../shared/clear-button";
import { eventsOf, type FieldControl, withoutId } from "../shared/use-field-control";

interface EnumPickerProps {
  options: readonly EnumValue[];
  control: FieldControl;
  searchable: boolean;
  design: boolean;
  onPick: (value: string | number | null) => void;
}

const titleOf = (option: EnumValue) => option.title || String(option.value);

export function EnumPicker({ options, control, searchable, design, onPick }: EnumPickerProps) {
  const { t } = useTranslation("components");
  const chosen = options.find((option) => String(option.value) === String(control.value ?? "")) ?? null;
  const placeholder = control.placeholder || t("choose");
  if (searchable && !design) {
    return (
      <Autocomplete
        id={control.inputProps.id}
        options={options}
        value={chosen}
        disabled={control.disabled}
        readOnly={control.readOnly}
        disableClearable={!control.showClear}
        getOptionLabel={titleOf}
        getOptionKey={(option) => String(option.value)}
        noOptionsText={t("noOptions")}
        popupIcon={<ChevronDown size={16} aria-hidden />}
        onChange={(_, option) => {
          onPick(option?.value ?? null);
        }}
        renderInput={(params) => (
          <TextField
            {...params}
            hiddenLabel
            {...eventsOf(control)}
            placeholder={placeholder}
            slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, ...withoutId(control) } }}
          />
        )}
      />
    );
  }
  const { id, tabIndex, ...aria } = control.inputProps;
  return (
    <MuiSelect
      fullWidth
      displayEmpty
      value={chosen ? String(chosen.value) : ""}
      readOnly={control.readOnly}
      IconComponent={ChevronIcon}
      onChange={(event) => {
        onPick(options.find((option) => String(option.value) === event.target.value)?.value ?? null);
      }}
      endAdornment={
        control.showClear && chosen ? (
          <ClearButton
            label={control.label}
            onClear={() => {
              onPick(null);
            }}
          />
        ) : undefined
      }
      SelectDisplayProps={{ ...aria, id, tabIndex, "aria-label": control.label || undefined }}
      renderValue={() =>
        chosen ? (
          titleOf(chosen)
        ) : (
          <Typography component="span" color="textSecondary" variant="inherit">
            {placeholder}
          </Typography>
        )
      }
    >
      {options.map((option) => (
        <MenuItem key={String(option.value)} value={String(option.value)}>
          {titleOf(option)}
        </MenuItem>
      ))}
    </MuiSelect>
  );
}

function ChevronIcon({ className }: { className?: string }) {
  return <ChevronDown size={16} className={className} style={{ top: "calc(50% - 8px)", right: 10 }} aria-hidden />;
}

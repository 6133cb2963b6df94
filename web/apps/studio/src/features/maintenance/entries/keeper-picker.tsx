import { Autocomplete, TextField } from "@mui/material";
import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { ComponentSummary } from "../../../shared/api";

interface KeeperPickerProps {
  components: ComponentSummary[];
  loading: boolean;
  value: string | null;
  onChange: (key: string | null) => void;
  /** Said while none is chosen. */
  placeholder?: string;
}

/** Chooses a component that keeps entries. */
export function KeeperPicker({ components, loading, value, onChange, placeholder }: KeeperPickerProps) {
  const { t } = useTranslation("maintenance");
  return (
    <Autocomplete
      options={components}
      value={components.find(({ key }) => key === value) ?? null}
      loading={loading}
      getOptionLabel={({ title }) => title}
      getOptionKey={({ key }) => key}
      isOptionEqualToValue={(option, current) => option.key === current.key}
      onChange={(_, component) => onChange(component?.key ?? null)}
      noOptionsText={t("entries.noSuchComponent")}
      loadingText={t("loading")}
      popupIcon={<ChevronDown size={16} aria-hidden />}
      sx={{ width: { xs: "100%", sm: 320 } }}
      renderInput={(params) => (
        <TextField
          {...params}
          hiddenLabel
          placeholder={placeholder ?? t("entries.choose")}
          slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, "aria-label": t("entries.component") } }}
        />
      )}
    />
  );
}

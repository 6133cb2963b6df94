import InputAdornment from "@mui/material/InputAdornment";
import OutlinedInput from "@mui/material/OutlinedInput";
import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";

interface MenuSearchProps {
  value: string;
  onChange: (value: string) => void;
}

export function MenuSearch({ value, onChange }: MenuSearchProps) {
  const { t } = useTranslation("workplace");
  return (
    <OutlinedInput
      fullWidth
      size="small"
      type="search"
      value={value}
      placeholder={t("searchMenu")}
      inputProps={{ "aria-label": t("searchMenu") }}
      startAdornment={
        <InputAdornment position="start" sx={{ mr: -1 }}>
          <Search size={16} aria-hidden />
        </InputAdornment>
      }
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}

import InputAdornment from "@mui/material/InputAdornment";
import { ActionIcon } from "@aqtra/ui";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";

/** Empties the control it stands in. */
export function ClearButton({ label, onClear }: { label: string; onClear: () => void }) {
  const { t } = useTranslation("components");
  return (
    <InputAdornment position="end">
      <ActionIcon
        size="small"
        icon={X}
        iconSize={14}
        name={label ? t("clearNamed", { label }) : t("clear")}
        onMouseDown={(event) => {
          event.preventDefault();
        }}
        onClick={onClear}
      />
    </InputAdornment>
  );
}

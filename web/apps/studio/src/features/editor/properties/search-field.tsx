import { Box, InputBase } from "@mui/material";
import { Search, X } from "lucide-react";
import { ActionIcon } from "@aqtra/ui";
import { useTranslation } from "react-i18next";

/** The search on top of a pane. */
export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation("editor");
  return (
    <Box
      sx={{
        flex: "none",
        display: "flex",
        alignItems: "center",
        gap: 2,
        m: 2,
        px: 2,
        height: 30,
        borderRadius: 1,
        bgcolor: "tone.sunken",
        color: "text.secondary",
        border: 1,
        borderColor: "transparent",
        "&:focus-within": { borderColor: "primary.main", bgcolor: "background.paper" },
      }}
    >
      <Search size={14} aria-hidden style={{ flex: "none" }} />
      <InputBase
        fullWidth
        value={value}
        placeholder={label}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || value === "") return;
          event.stopPropagation();
          onChange("");
        }}
        inputProps={{ "aria-label": label, type: "search" }}
        sx={{ typography: "body2", "& input::-webkit-search-cancel-button": { display: "none" } }}
      />
      {value !== "" && <ActionIcon icon={X} iconSize={13} name={t("clearSearch")} onClick={() => onChange("")} sx={{ width: 20, height: 20 }} />}
    </Box>
  );
}

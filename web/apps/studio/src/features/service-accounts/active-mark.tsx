import { Box } from "@mui/material";
import { useTranslation } from "react-i18next";

/** A dot and a word; the colour alone never tells. */
export function ActiveMark({ active }: { active: boolean }) {
  const { t } = useTranslation("service-accounts");
  return (
    <Box component="span" sx={{ display: "inline-flex", alignItems: "center", gap: 2 }}>
      <Box component="span" aria-hidden sx={{ width: 8, height: 8, borderRadius: "50%", bgcolor: active ? "success.main" : "text.disabled", flexShrink: 0 }} />
      {t(active ? "active" : "inactive")}
    </Box>
  );
}

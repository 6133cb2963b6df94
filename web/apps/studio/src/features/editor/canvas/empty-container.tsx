import { Box } from "@mui/material";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";

/** Holds an empty container open, and says what goes in. Hidden while previewing. */
export function EmptyContainer({ page }: { page: boolean }) {
  const { t } = useTranslation("editor");
  return (
    <Box
      className="empty-hint"
      sx={{
        flex: "1 1 auto",
        minHeight: page ? 200 : 56,
        minWidth: 80,
        display: "flex",
        alignItems: "center",
        justifyContent: "center",
        gap: 1.5,
        p: 2,
        textAlign: "center",
        color: "text.secondary",
        typography: page ? "body2" : "caption",
        pointerEvents: "none",
      }}
    >
      <Plus size={14} aria-hidden />
      {t(page ? "canvas.emptyPage" : "canvas.emptyContainer")}
    </Box>
  );
}

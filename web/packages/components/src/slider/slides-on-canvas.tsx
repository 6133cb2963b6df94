import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { GalleryHorizontal } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { PanelSlot } from "../define";
import { PictureRoom } from "../shared/picture";

/** On the canvas all slides are in view, each a place to drop into. */
export function SlidesOnCanvas({ panels }: { panels: readonly PanelSlot[] }) {
  const { t } = useTranslation("components");
  if (panels.length === 0) return <PictureRoom icon={GalleryHorizontal} text={t("slidesEmpty")} sized={false} />;
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      {panels.map((panel, index) => (
        <Box key={panel.id} sx={{ border: "1px dashed", borderColor: "divider", borderRadius: 1, p: 2, minWidth: 0 }}>
          <Typography variant="caption" color="textSecondary" sx={{ display: "block", mb: 1 }}>
            {t("slidePlace", { number: index + 1, count: panels.length })}
          </Typography>
          {panel.content}
        </Box>
      ))}
    </Box>
  );
}

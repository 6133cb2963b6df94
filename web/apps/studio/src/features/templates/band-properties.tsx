import { ActionIcon } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Band } from "./api";
import { ExpressionInput, NumberInput } from "./fields";
import { arrayPaths } from "./model-paths";
import { changeBand, removeBand } from "./tree";
import type { Editing } from "./use-history";

interface BandProps {
  band: Band;
  editing: Editing;
  onRemoved: () => void;
}

export function BandProperties({ band, editing, onRemoved }: BandProps) {
  const { t } = useTranslation("templates");
  const set = (change: Partial<Band>): void => editing.change((content) => changeBand(content, band.id, change), `band:${band.id}`);
  const isRunning = band.kind === "page_header" || band.kind === "page_footer";
  const remove = (): void => {
    editing.change((content) => removeBand(content, band.id));
    onRemoved();
  };
  return (
    <Box sx={{ p: 4, pt: 1.5, display: "grid", gap: 4, gridTemplateColumns: "minmax(0, 1fr)" }}>
      <Box sx={{ display: "flex", alignItems: "center" }}>
        <Typography variant="subtitle2" component="h2" sx={{ flexGrow: 1 }}>
          {t(`bands.${band.kind}`)}
        </Typography>
        <ActionIcon icon={Trash2} size="small" name={t("remove", { name: t(`bands.${band.kind}`) })} onClick={remove} />
      </Box>
      <Typography variant="body2" color="textSecondary">
        {t(`bands.help.${band.kind}`)}
      </Typography>
      {band.kind === "detail" && (
        <ExpressionInput id="band-array" label={t("bands.array")} hint={t("bands.arrayHint")} paths={arrayPaths(editing.content.properties)} value={band.array} onChange={(array) => set({ array })} />
      )}
      {isRunning && <NumberInput id="band-height" label={t("bands.height")} hint={t("bands.heightHint")} unit="mm" max={200} value={band.height} onChange={(height) => set({ height })} />}
    </Box>
  );
}

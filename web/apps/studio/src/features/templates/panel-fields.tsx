import { ActionIcon } from "@aqtra/ui";
import { Box, Button } from "@mui/material";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Cell, ElementOf } from "./api";
import type { ElementFieldsProps } from "./element-properties";
import { ColorInput, NumberInput, Pair } from "./fields";
import { newCell } from "./new-parts";

const MOST_CELLS = 4;

/** Cells side by side. What stands in them is added in the structure. */
export function PanelFields({ element, onChange }: ElementFieldsProps<ElementOf<"panel">>) {
  const { t } = useTranslation("templates");
  const { cells } = element;
  const setCells = (next: Cell[], about = ""): void => onChange({ ...element, cells: next }, about);
  return (
    <>
      {cells.map((cell, index) => (
        <Box key={cell.id} sx={{ display: "flex", alignItems: "flex-end", gap: 2 }}>
          <NumberInput
            id={`cell-${index}`}
            label={t("panel.width", { number: index + 1 })}
            unit="%"
            min={1}
            max={100}
            optional
            value={cell.width}
            onChange={(width) => setCells(cells.map((found) => (found.id === cell.id ? { ...cell, width } : found)), `cell:${cell.id}`)}
          />
          <ActionIcon icon={Trash2} size="small" name={t("remove", { name: t("panel.cell", { number: index + 1 }) })} disabled={cells.length === 1} sx={{ mb: 1 }} onClick={() => setCells(cells.filter(({ id }) => id !== cell.id))} />
        </Box>
      ))}
      {cells.length < MOST_CELLS && (
        <Button size="small" variant="outlined" startIcon={<Plus size={14} aria-hidden />} onClick={() => setCells([...cells, newCell()])} sx={{ justifySelf: "start" }}>
          {t("panel.add")}
        </Button>
      )}
      <Pair>
        <ColorInput id="panel-background" label={t("style.background")} value={element.background} onChange={(background) => onChange({ ...element, background }, "background")} />
        <ColorInput id="panel-border" label={t("panel.border")} value={element.border} onChange={(border) => onChange({ ...element, border }, "border")} />
      </Pair>
    </>
  );
}

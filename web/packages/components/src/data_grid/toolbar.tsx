import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import Box from "@mui/material/Box";
import { ActionIcon } from "@aqtra/ui";
import { Plus, RefreshCw, Rows3, Rows4 } from "lucide-react";
import { useTranslation } from "react-i18next";

export interface FilterChip {
  id: string;
  text: string;
}

interface ToolbarProps {
  showAdd: boolean;
  chips: readonly FilterChip[];
  selected: number;
  dense: boolean;
  onAdd: () => void;
  onRefresh: () => void;
  onDense: (dense: boolean) => void;
  onRemoveFilter: (id: string) => void;
}

export function Toolbar({ showAdd, chips, selected, dense, onAdd, onRefresh, onDense, onRemoveFilter }: ToolbarProps) {
  const { t } = useTranslation("components");
  return (
    <div className="grid-toolbar">
      {showAdd && (
        <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} onClick={onAdd}>
          {t("gridAdd")}
        </Button>
      )}
      {chips.map(({ id, text }) => (
        <Chip
          key={id}
          label={text}
          color="primary"
          variant="outlined"
          onDelete={() => {
            onRemoveFilter(id);
          }}
          aria-label={t("gridRemoveFilter", { filter: text })}
        />
      ))}
      <Box sx={{ flex: 1 }} role="status">
        {selected > 0 && (
          <Box component="span" sx={{ typography: "body2", color: "text.secondary" }}>
            {t("gridSelected", { count: selected })}
          </Box>
        )}
      </Box>
      <ActionIcon
        icon={dense ? Rows3 : Rows4}
        name={t(dense ? "gridDensityComfortable" : "gridDensityCompact")}
        onClick={() => {
          onDense(!dense);
        }}
      />
      <ActionIcon icon={RefreshCw} name={t("gridRefresh")} onClick={onRefresh} />
    </div>
  );
}

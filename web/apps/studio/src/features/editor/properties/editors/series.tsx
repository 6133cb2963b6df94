import type { JsonObject } from "@aqtra/model";
import { Box, Button } from "@mui/material";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { EditorProps } from "./props";
import { textOf } from "./props";
import { orDefault, recordsOf, replacedAt, withoutIndex } from "./record";
import { useRowsComponent } from "./rows-component";
import { SeriesDialog } from "./series-dialog";
import { SortableList, arrayMove } from "./sortable-list";

/** Series of a chart: the plus opens a new one, a click one that is there. They are stored with OK. */
export function SeriesEditor({ spec, value, element, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const rows = useRowsComponent(element);
  const [open, setOpen] = useState<number | null>(null);
  const series = recordsOf(value);
  const store = (next: readonly JsonObject[]): void => onChange(orDefault(next));
  const titleOf = (one: JsonObject | undefined, index: number): string => titleText(one) || textOf(one?.["value"]) || t("series.new", { number: index + 1 });
  return (
    <Box sx={{ display: "grid", gap: 1 }}>
      <SortableList
        label={spec.title}
        titles={series.map(titleOf)}
        onOpen={setOpen}
        onMove={(from, to) => store(arrayMove(series, from, to))}
        onRemove={(index) => store(withoutIndex(series, index))}
      />
      <Button variant="text" size="small" disabled={rows === null} startIcon={<Plus size={14} aria-hidden />} onClick={() => setOpen(series.length)} sx={{ justifySelf: "start" }}>
        {t("series.add")}
      </Button>
      {open !== null && (
        <SeriesDialog
          title={titleOf(series[open], open)}
          element={element}
          series={series[open] ?? {}}
          onCancel={() => setOpen(null)}
          onOk={(one) => {
            store(open < series.length ? replacedAt(series, open, one) : [...series, one]);
            setOpen(null);
          }}
        />
      )}
    </Box>
  );
}

function titleText(series: JsonObject | undefined): string {
  const [title] = recordsOf([series?.["title"] ?? null]);
  return textOf(title?.["translation_value"]) || textOf(title?.["translation_key"]);
}

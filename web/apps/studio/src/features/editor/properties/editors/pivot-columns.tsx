import { itemTypes } from "@aqtra/components";
import type { JsonObject } from "@aqtra/model";
import { Box, Button } from "@mui/material";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { valueTitle } from "./choice";
import { PivotColumnDialog } from "./pivot-column-dialog";
import { pivotTitle } from "./pivot-fields";
import type { EditorProps } from "./props";
import { textOf } from "./props";
import { orDefault, recordsOf, replacedAt, withoutIndex } from "./record";
import { SortableList, arrayMove } from "./sortable-list";

/** Fields of a pivot: the plus asks for one at once, a click opens its dialog. Within an area they stand in this order. */
export function PivotColumnsEditor({ spec, value, element, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const [open, setOpen] = useState<number | null>(null);
  const columns = recordsOf(value);
  const edited = open === columns.length ? {} : columns[open ?? -1];
  const store = (next: readonly JsonObject[]): void => onChange(orDefault(next));
  const titleOf = (column: JsonObject): string => {
    const area = valueTitle(t, textOf(column["area"]) || textOf(itemTypes.pivot_column["area"]?.default));
    return t("pivot.inArea", { field: pivotTitle(column) || t("pivot.noField"), area });
  };
  return (
    <Box sx={{ display: "grid", gap: 1 }}>
      <SortableList
        label={spec.title}
        titles={columns.map(titleOf)}
        onOpen={setOpen}
        onMove={(from, to) => store(arrayMove(columns, from, to))}
        onRemove={(index) => store(withoutIndex(columns, index))}
      />
      <Button variant="text" size="small" startIcon={<Plus size={14} aria-hidden />} onClick={() => setOpen(columns.length)} sx={{ justifySelf: "start" }}>
        {t("pivot.add")}
      </Button>
      {open !== null && edited && (
        <PivotColumnDialog
          element={element}
          column={edited}
          onCancel={() => setOpen(null)}
          onOk={(column) => {
            store(open < columns.length ? replacedAt(columns, open, column) : [...columns, column]);
            setOpen(null);
          }}
        />
      )}
    </Box>
  );
}

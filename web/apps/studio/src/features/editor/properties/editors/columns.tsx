import type { JsonObject } from "@aqtra/model";
import { Box, Button } from "@mui/material";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ColumnDialog } from "./column-dialog";
import type { EditorProps } from "./props";
import { textOf } from "./props";
import { orDefault, recordsOf, replacedAt, withoutIndex } from "./record";
import { SortableList, arrayMove } from "./sortable-list";

/** Columns of a grid: the plus adds "Column n", a click opens its dialog. */
export function ColumnsEditor({ spec, value, element, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const [open, setOpen] = useState<number | null>(null);
  const columns = recordsOf(value);
  const edited = open === null ? undefined : columns[open];
  const store = (next: readonly JsonObject[]): void => onChange(orDefault(next));
  const add = (): void => {
    const taken = new Set(columns.map((column) => textOf(column["header_value"])));
    let number = columns.length + 1;
    while (taken.has(t("columns.new", { number }))) number += 1;
    store([...columns, { header_value: t("columns.new", { number }), fields: [] }]);
  };
  const titleOf = (column: JsonObject, index: number): string =>
    textOf(column["header_value"]) || textOf(column["header_key"]) || t("columns.new", { number: index + 1 });
  return (
    <Box sx={{ display: "grid", gap: 1 }}>
      <SortableList
        label={spec.title}
        titles={columns.map(titleOf)}
        onOpen={setOpen}
        onMove={(from, to) => store(arrayMove(columns, from, to))}
        onRemove={(index) => store(withoutIndex(columns, index))}
      />
      <Button variant="text" size="small" startIcon={<Plus size={14} aria-hidden />} onClick={add} sx={{ justifySelf: "start" }}>
        {t("columns.add")}
      </Button>
      {open !== null && edited && (
        <ColumnDialog
          element={element}
          column={edited}
          onCancel={() => setOpen(null)}
          onOk={(column) => {
            store(replacedAt(columns, open, column));
            setOpen(null);
          }}
        />
      )}
    </Box>
  );
}

import type { JsonObject } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box, Button } from "@mui/material";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { OneField } from "./fields-list";
import type { EditorProps } from "./props";
import { textOf } from "./props";
import { orDefault, recordsOf, replacedAt, withoutIndex } from "./record";
import { useRowsComponent } from "./rows-component";

/** Default sorting: fields in order of precedence, each with its direction. */
export function OrderFieldsEditor({ spec, value, element, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const rows = useRowsComponent(element);
  const orders = recordsOf(value);
  const store = (next: readonly JsonObject[]): void => onChange(orDefault(next));
  return (
    <Box role="group" aria-label={spec.title} sx={{ display: "grid", gap: 1 }}>
      {orders.map((order, index) => {
        const isDescending = order["direction"] === "descending";
        const field = textOf(order["field"]);
        return (
          <Box key={`${index}:${field}`} sx={{ display: "flex", alignItems: "center", gap: 0.5, "& .MuiIconButton-root": { width: 24, height: 24 } }}>
            <OneField component={rows} label={t("order.field", { number: index + 1 })} path={field} onChange={(path) => store(path === "" ? withoutIndex(orders, index) : replacedAt(orders, index, { ...order, field: path }))} />
            <ActionIcon
              icon={isDescending ? ArrowDown : ArrowUp}
              iconSize={14}
              name={t(isDescending ? "order.descending" : "order.ascending", { field })}
              onClick={() => store(replacedAt(orders, index, { ...order, direction: isDescending ? "ascending" : "descending" }))}
            />
            <ActionIcon icon={X} iconSize={13} name={t("list.remove", { title: field })} onClick={() => store(withoutIndex(orders, index))} />
          </Box>
        );
      })}
      <Button variant="text" size="small" disabled={rows === null} startIcon={<Plus size={14} aria-hidden />} onClick={() => store([...orders, { field: "id", direction: "ascending" }])} sx={{ justifySelf: "start" }}>
        {t("order.add")}
      </Button>
    </Box>
  );
}

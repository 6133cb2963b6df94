import { ActionIcon } from "@aqtra/ui";
import { Box, Button, Collapse, Paper, Typography } from "@mui/material";
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Column, ElementOf } from "./api";
import type { ElementFieldsProps } from "./element-properties";
import { Choice, ExpressionInput, NumberInput, Pair, TextInput, Toggle } from "./fields";
import { membersOf, scopeOf } from "./model-paths";
import type { ModelPath } from "./model-paths";
import { newColumn } from "./new-parts";
import { AlignButtons } from "./style-fields";

const FORMATS: Column["format"]["kind"][] = ["auto", "number", "money", "percent", "date", "datetime", "time"];
const TOTALS: Column["total"][] = ["none", "sum", "count", "average", "min", "max"];

/** The rows of an array, column by column. */
export function TableFields({ element, content, array, scope, onChange }: ElementFieldsProps<ElementOf<"table">>) {
  const { t } = useTranslation("templates");
  const { columns } = element;
  const outer = array === "" ? [] : membersOf(content.properties, array);
  const inner = scopeOf(content, element.array, outer).values;
  const set = (next: Column[], about = ""): void => onChange({ ...element, columns: next }, about);
  const move = (index: number, by: number): void => {
    const [one, other] = [columns[index], columns[index + by]];
    if (one && other) set(columns.map((found, place) => (place === index ? other : place === index + by ? one : found)));
  };
  return (
    <>
      <ExpressionInput id="table-array" label={t("table.array")} hint={t("table.arrayHint")} required paths={scope.arrays} value={element.array} onChange={(value) => onChange({ ...element, array: value }, "array")} />
      <Typography variant="subtitle2" component="h3">
        {t("table.columns")}
      </Typography>
      {columns.map((column, index) => (
        <ColumnFields
          key={index}
          number={index + 1}
          column={column}
          paths={inner}
          isOnly={columns.length === 1}
          onChange={(change, about) => set(columns.map((found, place) => (place === index ? { ...found, ...change } : found)), about === "" ? "" : `${index}:${about}`)}
          onMove={(by) => move(index, by)}
          onRemove={() => set(columns.filter((_, place) => place !== index))}
        />
      ))}
      <Button size="small" variant="outlined" startIcon={<Plus size={14} aria-hidden />} sx={{ justifySelf: "start" }} onClick={() => set([...columns, newColumn("", "index")])}>
        {t("table.add")}
      </Button>
      {columns.some(({ total }) => total !== "none") && (
        <ExpressionInput id="table-total" label={t("table.totalLabel")} isText paths={scope.values} value={element.total_label} onChange={(label) => onChange({ ...element, total_label: label }, "total")} />
      )}
      <Choice id="table-lines" label={t("table.lines")} value={element.lines} choices={["none", "rows", "all"]} name={(lines) => t(`table.linesOf.${lines}`)} onChange={(lines) => onChange({ ...element, lines }, "")} />
      <Toggle label={t("table.striped")} value={element.striped} onChange={(striped) => onChange({ ...element, striped }, "")} />
    </>
  );
}

interface ColumnProps {
  number: number;
  column: Column;
  paths: readonly ModelPath[];
  isOnly: boolean;
  onChange: (change: Partial<Column>, about: string) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

function ColumnFields({ number, column, paths, isOnly, onChange, onMove, onRemove }: ColumnProps) {
  const { t } = useTranslation("templates");
  const [open, setOpen] = useState(column.title === "");
  const id = `column-${number}`;
  const title = column.title || t("table.column", { number });
  return (
    <Paper variant="outlined" component="section" aria-label={title}>
      <Box sx={{ display: "flex", alignItems: "center", px: 1, minHeight: 40 }}>
        <ActionIcon icon={open ? ChevronDown : ChevronRight} size="small" name={t(open ? "fold" : "unfold", { name: title })} aria-expanded={open} onClick={() => setOpen(!open)} />
        <Typography variant="body2" noWrap sx={{ flexGrow: 1, fontWeight: 550 }}>
          {title}
        </Typography>
        <ActionIcon icon={ArrowUp} size="small" name={t("moveUp")} onClick={() => onMove(-1)} />
        <ActionIcon icon={ArrowDown} size="small" name={t("moveDown")} onClick={() => onMove(1)} />
        <ActionIcon icon={Trash2} size="small" name={t("remove", { name: title })} disabled={isOnly} onClick={onRemove} />
      </Box>
      <Collapse in={open} unmountOnExit>
        <Box sx={{ p: 3, pt: 1, display: "grid", gap: 3, gridTemplateColumns: "minmax(0, 1fr)" }}>
          <ExpressionInput id={`${id}-title`} label={t("table.columnTitle")} isText paths={[]} value={column.title} onChange={(value) => onChange({ title: value }, "title")} />
          <ExpressionInput id={`${id}-value`} label={t("table.value")} hint={t("table.valueHint")} required paths={paths} value={column.value} onChange={(value) => onChange({ value }, "value")} />
          <FormatFields id={id} format={column.format} onChange={(format, about) => onChange({ format }, about)} />
          <Pair>
            <Choice id={`${id}-total`} label={t("table.total")} value={column.total} choices={TOTALS} name={(total) => t(`totals.${total}`)} onChange={(total) => onChange({ total }, "")} />
            <NumberInput id={`${id}-width`} label={t("fields.width")} unit="%" min={1} max={100} optional value={column.width} onChange={(width) => onChange({ width }, "width")} />
          </Pair>
          <AlignButtons value={column.align} onChange={(align) => onChange({ align }, "")} />
        </Box>
      </Collapse>
    </Paper>
  );
}

interface FormatProps {
  id: string;
  format: Column["format"];
  onChange: (format: Column["format"], about: string) => void;
}

function FormatFields({ id, format, onChange }: FormatProps) {
  const { t } = useTranslation("templates");
  const isNumber = format.kind === "number" || format.kind === "money" || format.kind === "percent";
  const isDate = format.kind === "date" || format.kind === "datetime" || format.kind === "time";
  return (
    <>
      <Choice id={`${id}-format`} label={t("table.format")} value={format.kind} choices={FORMATS} name={(kind) => t(`valueFormats.${kind}`)} onChange={(kind) => onChange({ ...format, kind }, "")} />
      {isNumber && (
        <Pair>
          <NumberInput id={`${id}-digits`} label={t("table.digits")} max={10} optional value={format.digits} onChange={(digits) => onChange({ ...format, digits }, "digits")} />
          {format.kind === "money" && (
            <TextInput id={`${id}-currency`} label={t("table.currency")} maxLength={3} value={format.currency} onChange={(currency) => onChange({ ...format, currency: currency.toUpperCase() }, "currency")} />
          )}
        </Pair>
      )}
      {isDate && (
        <Choice id={`${id}-length`} label={t("table.length")} value={format.length} choices={["short", "medium", "long", "full"]} name={(length) => t(`lengths.${length}`)} onChange={(length) => onChange({ ...format, length }, "")} />
      )}
    </>
  );
}

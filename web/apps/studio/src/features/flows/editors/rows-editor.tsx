import type { Json, JsonObject } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box, Button, Typography } from "@mui/material";
import { CopyPlus, Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { isObject } from "../requirements";
import { doubled, moved, replaced, without } from "./list-moves";
import { Members } from "./members";
import { Section } from "./section";
import { Sortable } from "./sortable";
import type { EditorProps } from "./types";

function rowsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).map((row) => (isObject(row) ? row : {})) : [];
}

/** What tells a row from the others: its texts, in the order of the columns. */
export function summary(row: JsonObject, columns: readonly { name: string }[]): string {
  const said = columns.map(({ name }) => row[name]).filter((value) => typeof value === "string" || typeof value === "number");
  return said.filter((value) => value !== "").join(" · ");
}

/** Rows of the same members, each drawn as a small form. */
export function RowsEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { parameter, value, onChange, remark, severity } = props;
  const columns = parameter.columns ?? [];
  const rows = rowsOf(value);
  const write = (next: JsonObject[]): void => onChange(next.length === 0 ? undefined : next);
  const nameOf = (at: number): string => t("editors.rowNumber", { number: at + 1 });
  return (
    <Section title={parameter.title} required={parameter.required} help={parameter.help} remark={remark} severity={severity}>
      <Sortable
        label={parameter.title}
        names={rows.map((_, at) => nameOf(at))}
        onMove={(from, to) => write(moved(rows, from, to))}
        row={(at, handle) => (
          <Box role="group" aria-label={nameOf(at)} sx={{ border: 1, borderColor: "divider", borderRadius: 1, bgcolor: "background.paper" }}>
            <Box sx={{ display: "flex", alignItems: "center", gap: 1, pl: 1, pr: 0.5, height: 32, borderBottom: 1, borderColor: "divider" }}>
              {handle}
              <Typography variant="caption" noWrap sx={{ fontWeight: 550, flexShrink: 0 }}>
                {nameOf(at)}
              </Typography>
              <Typography variant="caption" color="textSecondary" noWrap sx={{ flexGrow: 1 }}>
                {summary(rows[at] ?? {}, columns)}
              </Typography>
              <ActionIcon icon={CopyPlus} size="small" iconSize={14} name={t("list.duplicate", { name: nameOf(at) })} onClick={() => write(doubled(rows, at))} />
              <ActionIcon icon={X} size="small" iconSize={14} name={t("list.remove", { name: nameOf(at) })} onClick={() => write(without(rows, at))} />
            </Box>
            <Box sx={{ p: 3 }}>
              <Members step={props.step} at={`${props.at ?? ""}${parameter.name}-${at}-`} columns={columns} members={rows[at] ?? {}} onMembers={(row) => write(replaced(rows, at, row))} />
            </Box>
          </Box>
        )}
      />
      <Button variant="text" size="small" startIcon={<Plus size={14} aria-hidden />} onClick={() => write([...rows, {}])} sx={{ mt: 1 }}>
        {t("editors.addRow")}
      </Button>
    </Section>
  );
}

import { ActionIcon } from "@aqtra/ui";
import { Autocomplete, Box, Button, FormHelperText, TextField } from "@mui/material";
import { ArrowLeft, Plus, Quote, Spline, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { suffixType } from "../constant";
import { useDesigner } from "../designer-context";
import { readRows, targetFor, writeRows } from "../mapping";
import type { MappingRow } from "../mapping";
import type { ModelField } from "../types";
import { ConstantField } from "./constant-field";
import { moved, replaced, without } from "./list-moves";
import { PathField } from "./path-field";
import { Section } from "./section";
import { Sortable } from "./sortable";
import { idOf } from "./types";
import type { EditorProps } from "./types";
import { useFields } from "./use-fields";
import { useLines } from "./use-lines";

const isBlank = (row: MappingRow): boolean => row.target === "" && row.source === undefined && row.const === undefined;

/** Rows whose targets are typed: what the step makes of its source. */
export function FreeMapping(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { step, parameter, value, onChange, remark, severity } = props;
  const fields = useFields(step, parameter);
  const { lines, write } = useLines(readRows(value), isBlank, (rows) => onChange(rows.length === 0 ? undefined : writeRows(rows)));
  const twice = new Set(lines.map(({ target }) => target).filter((target, at, all) => target !== "" && all.indexOf(target) !== at));
  const nameOf = (row: MappingRow | undefined, at: number): string => row?.target || t("editors.rowNumber", { number: at + 1 });
  return (
    <Section title={parameter.title} required={parameter.required} help={parameter.help} remark={remark} severity={severity}>
      {fields.length === 0 && <FormHelperText sx={{ mb: 2 }}>{t("editors.noFields")}</FormHelperText>}
      <Sortable
        label={parameter.title}
        names={lines.map(nameOf)}
        onMove={(from, to) => write(moved(lines, from, to))}
        row={(at, handle) => (
          <FreeRow
            id={`${idOf(props)}-${at}`}
            name={nameOf(lines[at], at)}
            row={lines[at] ?? { target: "" }}
            isTwice={twice.has(lines[at]?.target ?? "")}
            fields={fields}
            handle={handle}
            onChange={(row) => write(replaced(lines, at, row))}
            onRemove={() => write(without(lines, at))}
          />
        )}
      />
      <Button variant="text" size="small" startIcon={<Plus size={14} aria-hidden />} disabled={lines.some(isBlank)} onClick={() => write([...lines, { target: "" }])} sx={{ mt: 1 }}>
        {t("editors.addRow")}
      </Button>
    </Section>
  );
}

interface FreeRowProps {
  id: string;
  name: string;
  row: MappingRow;
  isTwice: boolean;
  fields: ModelField[];
  handle: ReactNode;
  onChange: (row: MappingRow) => void;
  onRemove: () => void;
}

function FreeRow({ id, name, row, isTwice, fields, handle, onChange, onRemove }: FreeRowProps) {
  const { t } = useTranslation("flows");
  const { catalogue } = useDesigner();
  const { target } = row;
  const isConstant = row.const !== undefined;
  // A path that is chosen names the target too, until somebody names it otherwise.
  const source = (path: string): void => onChange(path === "" ? { target } : { target: proposed(path, row, fields), source: path });
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "20px minmax(0, 4fr) 14px minmax(0, 5fr) auto", alignItems: "start", columnGap: 1, "& > .MuiIconButton-root, & > .icons": { mt: 1 } }}>
      {handle}
      <TargetField id={`${id}-target`} value={target} isTwice={isTwice} label={t("editors.targetOf", { name })} suffixes={catalogue.suffixes} onChange={(next) => onChange({ ...row, target: next })} />
      <Box aria-hidden sx={{ color: "text.disabled", display: "flex", mt: 2.5 }}>
        <ArrowLeft size={14} />
      </Box>
      {isConstant ? (
        <ConstantField name={t("editors.constantOf", { name })} type={suffixType(target, catalogue.suffixes)} value={row.const ?? null} onChange={(value) => onChange({ target, const: value })} />
      ) : (
        <PathField id={`${id}-source`} value={row.source ?? ""} fields={fields} withRunVariables onChange={source} field={{ placeholder: t("editors.choosePath") }} ariaLabel={t("editors.sourceOf", { name })} />
      )}
      <Box className="icons" sx={{ display: "flex" }}>
        <ActionIcon icon={isConstant ? Spline : Quote} size="small" name={t(isConstant ? "editors.fromPath" : "editors.constant")} onClick={() => onChange(isConstant ? { target } : { target, const: "" })} />
        <ActionIcon icon={X} size="small" name={t("list.remove", { name })} onClick={onRemove} />
      </Box>
    </Box>
  );
}

function proposed(path: string, row: MappingRow, fields: readonly ModelField[]): string {
  const wasProposed = row.target === "" || (row.source !== undefined && row.target === targetFor(row.source));
  return wasProposed && fields.some((field) => field.path === path) ? targetFor(path) : row.target;
}

interface TargetFieldProps {
  id: string;
  value: string;
  isTwice: boolean;
  label: string;
  suffixes: readonly string[];
  onChange: (target: string) => void;
}

/** After an @ the types are offered. */
function TargetField({ id, value, isTwice, label, suffixes, onChange }: TargetFieldProps) {
  const { t } = useTranslation("flows");
  const base = value.split("@")[0] ?? "";
  const proposals = value.includes("@") && base !== "" ? suffixes.map((suffix) => `${base}@${suffix}`) : [];
  return (
    <Autocomplete
      id={id}
      freeSolo
      disableClearable
      options={proposals}
      value={value}
      inputValue={value}
      onInputChange={(_, text, reason) => reason !== "blur" && onChange(text)}
      renderInput={(params) => (
        <TextField
          {...params}
          error={isTwice}
          helperText={isTwice ? t("editors.targetTwice") : undefined}
          placeholder={t("editors.target")}
          slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, "aria-label": label, spellCheck: false } }}
        />
      )}
    />
  );
}

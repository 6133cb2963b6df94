import type { Property } from "@aqtra/model";
import { Notice } from "@aqtra/ui";
import { Box, Button, FormControlLabel, FormHelperText, InputAdornment, Switch, TextField, Typography } from "@mui/material";
import { Search, WandSparkles } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDesigner } from "../designer-context";
import { mapByName, readRows, withRow, writeRows } from "../mapping";
import type { MappingRow } from "../mapping";
import { companionOf } from "../source-fields";
import { FreeMapping } from "./free-mapping";
import { LostRow, MappingLine } from "./mapping-line";
import { Section } from "./section";
import { idOf } from "./types";
import type { EditorProps } from "./types";
import { useFields } from "./use-fields";
import { useTargetProperties } from "./use-target";

/** More properties than this deserve a search. */
const MANY = 6;

/** What a mapping chooses its targets from. */
const HOLDERS: ReadonlySet<string> = new Set(["component_ref", "endpoint_ref", "template_ref"]);

/** Properties of the chosen component or template, parameters of the chosen endpoint; where there is none, targets that are typed. */
export function MappingEditor(props: EditorProps) {
  const { typeOf } = useDesigner();
  const { parameter, step } = props;
  const holder = companionOf(parameter, typeOf(step.type))?.type;
  return holder !== undefined && HOLDERS.has(holder) ? <PropertyMapping {...props} /> : <FreeMapping {...props} />;
}

/** One row per property of the chosen component: where its value comes from. Empty rows write nothing. */
function PropertyMapping(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { step, parameter, value, onChange, remark, severity } = props;
  const { properties } = useTargetProperties(step, parameter);
  const { typeOf } = useDesigner();
  const ofTemplate = companionOf(parameter, typeOf(step.type))?.type === "template_ref";
  const [text, setText] = useState("");
  const [onlyMapped, setOnlyMapped] = useState(false);
  const rows = readRows(value);
  const fields = useFields(step, parameter);
  const write = (next: MappingRow[]): void => onChange(next.length === 0 ? undefined : writeRows(next));
  const byTarget = new Map(rows.map((row) => [row.target, row]));
  const known = new Set(properties?.map((property) => property.name));
  const lost = properties === null ? [] : rows.filter((row) => !known.has(row.target));
  const shown = properties?.filter((property) => fits(property, text) && (!onlyMapped || byTarget.has(property.name))) ?? [];
  const count = properties !== null && (
    <Typography variant="caption" color="textSecondary">
      {t("editors.mapped", { count: rows.length - lost.length, all: properties.length })}
    </Typography>
  );

  return (
    <Section title={parameter.title} required={parameter.required} help={parameter.help} aside={count} remark={remark} severity={severity}>
      {properties === null ? (
        <Notice tone="info">{t(ofTemplate ? "editors.noTemplate" : "editors.noComponent")}</Notice>
      ) : (
        <>
          <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 2, mb: 2 }}>
            <Button
              size="small"
              variant="soft"
              startIcon={<WandSparkles size={14} aria-hidden />}
              disabled={fields.length === 0 || properties.length === 0}
              onClick={() => write(mapByName(rows, properties, fields))}
            >
              {t("editors.mapAll")}
            </Button>
            <FormControlLabel
              sx={{ ml: "auto", mr: 0, gap: 1 }}
              control={<Switch checked={onlyMapped} onChange={(_, checked) => setOnlyMapped(checked)} />}
              label={<Typography variant="caption">{t("editors.onlyMapped")}</Typography>}
            />
          </Box>
          {properties.length > MANY && <SearchBox text={text} onChange={setText} />}
          {fields.length === 0 && <FormHelperText>{t("editors.noFields")}</FormHelperText>}
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none" }}>
            {shown.map((property) => (
              <MappingLine
                key={property.id}
                id={`${idOf(props)}-${property.id}`}
                property={property}
                row={byTarget.get(property.name)}
                fields={fields}
                onChange={(row) => write(withRow(rows, property.name, row))}
              />
            ))}
            {lost.map((row) => (
              <LostRow key={row.target} row={row} onRemove={() => write(withRow(rows, row.target, null))} />
            ))}
          </Box>
          {properties.length === 0 && <FormHelperText>{t("editors.noProperties")}</FormHelperText>}
          {properties.length > 0 && shown.length === 0 && <FormHelperText>{t("editors.nothingFound")}</FormHelperText>}
        </>
      )}
    </Section>
  );
}

function fits(property: Property, text: string): boolean {
  return `${property.name} ${property.title}`.toLowerCase().includes(text.trim().toLowerCase());
}

function SearchBox({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation("flows");
  return (
    <TextField
      value={text}
      onChange={(event) => onChange(event.target.value)}
      placeholder={t("editors.searchProperties")}
      slotProps={{
        htmlInput: { "aria-label": t("editors.searchProperties") },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <Search size={16} aria-hidden />
            </InputAdornment>
          ),
        },
      }}
    />
  );
}

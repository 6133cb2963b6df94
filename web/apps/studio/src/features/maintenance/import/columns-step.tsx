import { Notice, SkeletonRows } from "@aqtra/ui";
import { Box, MenuItem, TextField, Typography } from "@mui/material";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../../shared/problems";
import { usePreviewImportQuery } from "../api";
import { refers } from "../entries/use-component";
import type { EntriesModel } from "../entries/use-component";
import { RowErrors } from "../jobs/row-errors";
import type { ImportPreview } from "../api";
import { ColumnNotice } from "./column-notice";
import { columnProblems, readOnlyColumns } from "./column-problems";
import { requestOf } from "./draft";
import type { ChosenFile, ImportDraft } from "./draft";
import { PreviewRows, usePreviewText } from "./preview-rows";

interface ColumnsStepProps {
  model: EntriesModel;
  draft: ImportDraft & { file: ChosenFile };
  change: (part: Partial<ImportDraft>) => void;
}

const LEFT_OUT = "";

/** Which column is which property, with what would come of the first rows. */
export function ColumnsStep({ model, draft, change }: ColumnsStepProps) {
  const { t } = useTranslation("maintenance");
  const { data, currentData, error, isFetching } = usePreviewImportQuery({ importRequest: requestOf(model.key, draft) });
  // While another mapping is tried, the last preview stays.
  const preview = currentData ?? data;
  const proposed = preview?.columns;
  const isNew = Object.keys(draft.columns).length === 0;
  useEffect(() => {
    // From now on every column is named: one that fits nothing is left out instead of being refused.
    if (isNew && proposed) change({ columns: proposed });
  }, [change, isNew, proposed]);

  if (!preview) return error ? <ProblemNotice error={error} /> : <SkeletonRows />;
  const columns = { ...preview.columns, ...draft.columns };
  const problems = [...columnProblems(columns, draft.key, model), ...readOnlyColumns(preview.errors ?? [])];
  const refused = preview.rows.flatMap((row) => row.errors);
  return (
    <>
      {error && <ProblemNotice error={error} />}
      <Mapping model={model} columns={columns} preview={preview} busy={isFetching} onChange={(header, property) => change({ columns: { ...columns, [header]: property } })} />
      {Object.values(columns).some((name) => name !== null && refers(model.property(name))) && <MatchField value={draft.matchBy} onChange={(matchBy) => change({ matchBy })} />}
      <ColumnNotice problems={problems} />
      {refused.length > 0 && (
        <Notice tone="warning" title={t("import.rowErrors", { count: refused.length })}>
          <RowErrors errors={refused} />
        </Notice>
      )}
      {problems.length === 0 && !isFetching && preview.rows.length === 0 && <Notice title={t("import.noRows")}>{t("import.noRowsText")}</Notice>}
      <PreviewRows model={model} columns={columns} rows={preview.rows} />
    </>
  );
}

const MATCHES = ["id", "key", "name"] as const;

/** By what rows name entries of other components; only asked for where they do. */
function MatchField({ value, onChange }: { value: ImportDraft["matchBy"]; onChange: (value: ImportDraft["matchBy"]) => void }) {
  const { t } = useTranslation("maintenance");
  return (
    <TextField select id="import-match" label={t("import.matchBy.title")} helperText={t("import.matchBy.hint")} value={value} onChange={(event) => onChange(event.target.value as ImportDraft["matchBy"])}>
      {MATCHES.map((match) => (
        <MenuItem key={match} value={match}>
          {t(`import.matchBy.${match}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

interface MappingProps {
  model: EntriesModel;
  columns: ImportDraft["columns"];
  preview: ImportPreview;
  busy: boolean;
  onChange: (header: string, property: string | null) => void;
}

function Mapping({ model, columns, preview, busy, onChange }: MappingProps) {
  const { t } = useTranslation("maintenance");
  const text = usePreviewText(model);
  const targets = [{ name: "id", title: t("import.entryId") }, { name: "name", title: t("import.entryName") }, ...model.properties.map(({ name, title }) => ({ name, title: title || name }))];
  const first = preview.rows.find((row) => row.errors.length === 0) ?? preview.rows[0];
  return (
    <Box component="section" aria-labelledby="import-mapping" aria-busy={busy} sx={{ display: "grid", gap: 3 }}>
      <Box>
        <Typography id="import-mapping" variant="h4" component="h2">
          {t("import.mapping")}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {t("import.mappingText")}
        </Typography>
      </Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none", border: 1, borderColor: "divider", borderRadius: 1 }}>
        {Object.entries(columns).map(([header, property]) => (
          <Box component="li" key={header} sx={{ display: "grid", gap: 2, alignItems: "center", gridTemplateColumns: { xs: "1fr", sm: "minmax(0, 1fr) minmax(0, 1fr)" }, px: 3, py: 2, "& + &": { borderTop: 1, borderColor: "divider" } }}>
            <Box sx={{ minWidth: 0 }}>
              <Typography variant="body2" noWrap title={header} sx={{ fontWeight: 550 }}>
                <bdi>{header}</bdi>
              </Typography>
              <Typography variant="caption" component="p" color="textSecondary" noWrap sx={{ minHeight: 18 }}>
                {property !== null && <bdi>{text(first?.values[property], property)}</bdi>}
              </Typography>
            </Box>
            <TextField
              select
              hiddenLabel
              size="small"
              value={property ?? LEFT_OUT}
              onChange={(event) => onChange(header, event.target.value === LEFT_OUT ? null : event.target.value)}
              slotProps={{ select: { displayEmpty: true, SelectDisplayProps: { "aria-label": t("import.propertyOf", { header }) } } }}
            >
              <MenuItem value={LEFT_OUT}>{t("import.leaveOut")}</MenuItem>
              {targets.map(({ name, title }) => (
                <MenuItem key={name} value={name}>
                  {title}
                </MenuItem>
              ))}
            </TextField>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

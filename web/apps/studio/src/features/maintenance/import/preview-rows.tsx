import { Box, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from "@mui/material";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { EntriesModel } from "../entries/use-component";
import { useValueText } from "../entries/value-text";
import type { PreviewRow } from "../api";
import type { ImportDraft } from "./draft";

/** A value of a preview as people read it; there all values are text. */
export function usePreviewText(model: EntriesModel): (value: unknown, property: string) => string {
  const text = useValueText();
  return useCallback(
    (value, name) => {
      const property = model.property(name);
      return text(property?.type === "boolean" && typeof value === "string" ? value === "true" : value, property);
    },
    [model, text],
  );
}

interface PreviewRowsProps {
  model: EntriesModel;
  columns: ImportDraft["columns"];
  rows: readonly PreviewRow[];
}

/** The first rows as they would be stored; refused ones are tinted and told of above. */
export function PreviewRows({ model, columns, rows }: PreviewRowsProps) {
  const { t } = useTranslation("maintenance");
  const text = usePreviewText(model);
  const fields = [...new Set(Object.values(columns).filter((property) => property !== null))];
  if (fields.length === 0 || rows.length === 0) return null;
  return (
    <Box component="section" aria-labelledby="import-rows" sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 3 }}>
      <Typography id="import-rows" variant="h4" component="h2">
        {t("import.rows", { count: rows.length })}
      </Typography>
      {/* It scrolls, so the keyboard must reach it. */}
      <TableContainer tabIndex={0} sx={{ border: 1, borderColor: "divider", borderRadius: 1, maxHeight: 320 }}>
        <Table stickyHeader size="small" aria-labelledby="import-rows" sx={{ width: "max-content", minWidth: "100%" }}>
          <TableHead>
            <TableRow>
              <TableCell align="right">{t("import.lineHeader")}</TableCell>
              {fields.map((field) => (
                <TableCell key={field}>{model.property(field)?.title || field}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.line} sx={{ bgcolor: row.errors.length > 0 ? "tone.sunken" : undefined, "&:last-child td": { borderBottom: 0 } }}>
                <TableCell align="right" sx={{ color: row.errors.length > 0 ? "error.main" : "text.secondary", fontVariantNumeric: "tabular-nums" }}>
                  {row.line}
                </TableCell>
                {Object.keys(row.values).length === 0 ? (
                  <TableCell colSpan={fields.length} sx={{ color: "error.main" }}>
                    {row.errors[0]?.message}
                  </TableCell>
                ) : (
                  fields.map((field) => (
                    <TableCell key={field} sx={{ maxWidth: 220, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>
                      <bdi>{text(row.values[field], field)}</bdi>
                    </TableCell>
                  ))
                )}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Box>
  );
}

import type { Step } from "@aqtra/model";
import { EmptyState } from "@aqtra/ui";
import { Box, InputAdornment, Table, TableBody, TableCell, TableHead, TableRow, TextField, Typography } from "@mui/material";
import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDesigner } from "./designer-context";

/** The fields of the items after a step. */
export function ModelPeek({ step }: { step: Step }) {
  const { t } = useTranslation("flows");
  const { models, isReadingModels } = useDesigner();
  const [text, setText] = useState("");
  const fields = models[step.id];
  if (!fields || fields.length === 0) {
    return isReadingModels ? (
      <Typography role="status" color="textSecondary">
        {t("model.reading")}
      </Typography>
    ) : (
      <EmptyState compact title={t("model.empty")} text={t("model.emptyText")} />
    );
  }
  const wanted = text.trim().toLowerCase();
  const found = fields.filter((field) => `${field.path} ${field.title}`.toLowerCase().includes(wanted));
  return (
    <Box sx={{ display: "grid", gap: 3 }}>
      <TextField
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t("model.search")}
        slotProps={{
          htmlInput: { "aria-label": t("model.search") },
          input: { startAdornment: <InputAdornment position="start"><Search size={16} aria-hidden /></InputAdornment> },
        }}
      />
      <Table size="small" sx={{ tableLayout: "fixed", "& td, & th": { px: 1, py: 1.5 } }}>
        <TableHead>
          <TableRow>
            <TableCell>{t("model.path")}</TableCell>
            <TableCell sx={{ width: 92 }}>{t("model.type")}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {found.map((field) => (
            <TableRow key={field.path}>
              <TableCell>
                <Typography variant="mono" component="p" sx={{ overflowWrap: "anywhere" }}>
                  {field.path}
                </Typography>
                {field.title !== field.path && (
                  <Typography variant="caption" color="textSecondary">
                    {field.title}
                  </Typography>
                )}
              </TableCell>
              <TableCell sx={{ color: "text.secondary" }}>{field.type}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

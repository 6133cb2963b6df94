import {
  Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, MenuItem, RadioGroup, Switch, TextField, Typography,
} from "@mui/material";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../../shared/problems";
import { useStartExportMutation } from "../api";
import { Choice } from "../choice";
import { DelimiterField } from "../delimiter-field";
import type { Delimiter, ExportRequest, Format } from "../api";
import type { Shown } from "./entries-grid";
import type { EntriesModel } from "./use-component";

interface ExportDialogProps {
  open: boolean;
  model: EntriesModel;
  /** What the grid shows, for an export of the same. */
  shown: Shown;
  onClose: () => void;
  onStarted: () => void;
}

const FORMATS: Format[] = ["xlsx", "csv", "jsonl"];
const REFERENCES = ["name", "id", "key"] as const;

export function ExportDialog({ open, onClose, ...form }: ExportDialogProps) {
  const heading = useId();
  return (
    <Dialog open={open} onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={heading}>
      <ExportForm {...form} heading={heading} onClose={onClose} />
    </Dialog>
  );
}

function ExportForm({ model, shown, heading, onClose, onStarted }: Omit<ExportDialogProps, "open"> & { heading: string }) {
  const { t } = useTranslation("maintenance");
  const id = useId();
  const limited = shown.filter !== undefined || shown.search !== undefined;
  const [format, setFormat] = useState<Format>("xlsx");
  const [which, setWhich] = useState<"shown" | "all">("shown");
  const [titles, setTitles] = useState(true);
  const [references, setReferences] = useState<(typeof REFERENCES)[number]>("name");
  const [delimiter, setDelimiter] = useState<Delimiter>(",");
  const [escapes, setEscapes] = useState(false);
  const [start, { isLoading, error, reset }] = useStartExportMutation();

  const submit = async (): Promise<void> => {
    const query: ExportRequest["query"] = limited && which === "all" ? { $orderby: shown.orderby } : { $filter: shown.filter, $search: shown.search, $orderby: shown.orderby };
    const csv = format === "csv" ? { delimiter, escape_formulas: escapes } : {};
    const zone = titles ? { zone: Intl.DateTimeFormat().resolvedOptions().timeZone } : {};
    const result = await start({ exportRequest: { component: model.key, format, query, options: { titles, references, ...zone, ...csv } } });
    if (result.data) onStarted();
  };
  return (
    <>
      <DialogTitle id={heading}>{t("export.title", { title: model.title })}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 5 }}>
        {error && <ProblemNotice error={error} onClose={reset} />}
        <Box>
          <Typography id={`${id}format`} variant="h5" component="h3" sx={{ mb: 1 }}>
            {t("export.format")}
          </Typography>
          <RadioGroup aria-labelledby={`${id}format`} value={format} onChange={(_, value) => setFormat(value as Format)}>
            {FORMATS.map((value) => (
              <Choice key={value} value={value} label={t(`formats.${value}`)} hint={t(`export.formatHints.${value}`)} />
            ))}
          </RadioGroup>
        </Box>
        {limited && (
          <Box>
            <Typography id={`${id}which`} variant="h5" component="h3" sx={{ mb: 1 }}>
              {t("export.which")}
            </Typography>
            <RadioGroup aria-labelledby={`${id}which`} value={which} onChange={(_, value) => setWhich(value as "shown" | "all")}>
              <Choice value="shown" label={shown.count === undefined ? t("export.shown") : t("export.shownCount", { count: shown.count })} />
              <Choice value="all" label={t("export.all")} />
            </RadioGroup>
          </Box>
        )}
        <Box sx={{ display: "grid", gap: 4 }}>
          <FormControlLabel
            sx={{ m: 0, justifyContent: "space-between" }}
            labelPlacement="start"
            control={<Switch checked={titles} onChange={(_, next) => setTitles(next)} slotProps={{ input: { "aria-describedby": `${id}titles` } }} />}
            label={
              <>
                {t("export.titles")}
                <Typography id={`${id}titles`} variant="caption" component="span" color="textSecondary" sx={{ display: "block" }}>
                  {t("export.titlesHint")}
                </Typography>
              </>
            }
          />
          <TextField select id={`${id}references`} label={t("export.references")} value={references} onChange={(event) => setReferences(event.target.value as typeof references)} helperText={t("export.referencesHint")}>
            {REFERENCES.map((value) => (
              <MenuItem key={value} value={value}>
                {t(`export.referencesBy.${value}`)}
              </MenuItem>
            ))}
          </TextField>
          {format === "csv" && (
            <>
              <DelimiterField value={delimiter} onChange={setDelimiter} />
              <FormControlLabel
                sx={{ m: 0, justifyContent: "space-between" }}
                labelPlacement="start"
                control={<Switch checked={escapes} onChange={(_, next) => setEscapes(next)} slotProps={{ input: { "aria-describedby": `${id}escapes` } }} />}
                label={
                  <>
                    {t("export.escapes")}
                    <Typography id={`${id}escapes`} variant="caption" component="span" color="textSecondary" sx={{ display: "block" }}>
                      {t("export.escapesHint")}
                    </Typography>
                  </>
                }
              />
            </>
          )}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t("cancel", { ns: "shared" })}</Button>
        <Button variant="contained" loading={isLoading} onClick={() => void submit()}>
          {t("export.start")}
        </Button>
      </DialogActions>
    </>
  );
}

import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from "@mui/material";
import { Sparkles } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { CodeField } from "../../../shared/code-field";
import { isObject } from "../requirements";
import { draftedSchema, parsedJson } from "../sample-schema";
import { fieldProps } from "./types";
import type { EditorProps } from "./types";

/** A JSON Schema as text. What is no JSON object yet stays on the screen and is not stored. */
export function JsonSchemaEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { value, onChange } = props;
  const stored = isObject(value) ? JSON.stringify(value, null, 2) : "";
  const [draft, setDraft] = useState<{ text: string; of: string } | null>(null);
  const [drafting, setDrafting] = useState(false);
  // A draft belongs to the value it was typed over; undo shows the value again.
  const text = draft !== null && draft.of === stored ? draft.text : stored;
  const parsed = parsedJson(text);
  const isBroken = text.trim() !== "" && !isObject(parsed?.value);
  const { helperText, error, ...field } = fieldProps(props);
  const change = (next: string): void => {
    const read = parsedJson(next)?.value;
    const becomes = isObject(read) ? read : undefined;
    setDraft({ text: next, of: becomes ? JSON.stringify(becomes, null, 2) : next.trim() === "" ? "" : stored });
    if (becomes) onChange(becomes);
    else if (next.trim() === "") onChange(undefined);
  };
  const use = (sample: string): void => {
    const read = parsedJson(sample);
    setDrafting(false);
    setDraft(null);
    if (read) onChange(draftedSchema(read.value));
  };
  return (
    <Box>
      <CodeField {...field} language="json" value={text} onChange={change} error={error || isBroken} helperText={isBroken ? t("schema.broken") : (helperText ?? t("schema.hint"))} />
      <Button size="small" variant="soft" startIcon={<Sparkles size={14} aria-hidden />} onClick={() => setDrafting(true)} sx={{ mt: 2 }}>
        {t("schema.draft")}
      </Button>
      {drafting && <SampleDialog id={`${field.id}-sample`} replaces={stored !== ""} onUse={use} onClose={() => setDrafting(false)} />}
    </Box>
  );
}

interface SampleDialogProps {
  id: string;
  /** There is a schema, which the draft would replace. */
  replaces: boolean;
  onUse: (sample: string) => void;
  onClose: () => void;
}

function SampleDialog({ id, replaces, onUse, onClose }: SampleDialogProps) {
  const { t } = useTranslation("flows");
  const title = useId();
  const [sample, setSample] = useState("");
  const isBroken = sample.trim() !== "" && parsedJson(sample) === null;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={title}>
      <DialogTitle id={title}>{t("schema.draft")}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 3 }}>
        <Typography variant="body2" color="textSecondary">
          {t(replaces ? "schema.sampleReplaces" : "schema.sampleAbout")}
        </Typography>
        <CodeField id={id} language="json" label={t("schema.sample")} value={sample} onChange={setSample} error={isBroken} helperText={isBroken ? t("schema.noJson") : undefined} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t("schema.cancel")}</Button>
        <Button variant="contained" disabled={sample.trim() === "" || isBroken} onClick={() => onUse(sample)}>
          {t("schema.use")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

import { Notice } from "@aqtra/ui";
import { Box, Button, FormControlLabel, LinearProgress, MenuItem, Switch, TextField, Typography } from "@mui/material";
import { FileSpreadsheet, FileUp } from "lucide-react";
import { useId, useRef } from "react";
import type { DragEvent } from "react";
import { useTranslation } from "react-i18next";

import { bytes } from "../../../shared/bytes";
import { ProblemNotice } from "../../../shared/problems";
import { DelimiterField } from "../delimiter-field";
import type { ReadOptions } from "../api";
import type { ImportDraft } from "./draft";
import { useImportFile } from "./use-import-file";

interface FileStepProps {
  component: string;
  draft: ImportDraft;
  change: (part: Partial<ImportDraft>) => void;
}

const ENCODINGS: NonNullable<ReadOptions["encoding"]>[] = [
  "utf-8", "utf-16", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1256", "windows-1257",
  "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-9", "iso-8859-15",
];
const ACCEPTED = ".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson";

/** Which file, and how it is to be read. */
export function FileStep({ component, draft, change }: FileStepProps) {
  const { t } = useTranslation("maintenance");
  const field = useRef<HTMLInputElement>(null);
  const upload = useImportFile(component, change);
  const { file } = draft;
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const dropped = event.dataTransfer.files[0];
    if (dropped) void upload.choose(dropped);
  };
  return (
    <>
      {upload.error !== undefined && <ProblemNotice error={upload.error} />}
      {upload.unknown && (
        <Notice tone="error" title={t("import.unknownFormat", { name: upload.unknown })}>
          {t("import.unknownFormatText")}
        </Notice>
      )}
      <Box
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
        sx={{ display: "flex", flexDirection: "column", alignItems: "center", textAlign: "center", gap: 3, px: 4, py: 8, border: 1, borderStyle: "dashed", borderColor: "tone.control", borderRadius: 1, bgcolor: "tone.canvas" }}
      >
        <Box aria-hidden sx={{ display: "flex", color: "primary.main" }}>
          {file ? <FileSpreadsheet size={28} strokeWidth={1.5} /> : <FileUp size={28} strokeWidth={1.5} />}
        </Box>
        <Box role="status" sx={{ minWidth: 0, maxWidth: "100%" }}>
          <Typography variant="h4" component="p" sx={{ overflowWrap: "anywhere" }}>
            {upload.name ? t("import.uploading", { name: upload.name }) : file ? <bdi>{file.name}</bdi> : t("import.choose")}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {file && !upload.name ? `${t(`formats.${file.format}`)} · ${bytes(file.size)}` : t("import.chooseText")}
          </Typography>
        </Box>
        {upload.name ? (
          <Box sx={{ width: "100%", maxWidth: 320, display: "grid", gap: 3, justifyItems: "center" }}>
            <LinearProgress variant="determinate" value={upload.percent} aria-label={t("import.uploading", { name: upload.name })} sx={{ width: "100%", height: 4, borderRadius: 2 }} />
            <Button size="small" onClick={upload.cancel}>
              {t("cancel", { ns: "shared" })}
            </Button>
          </Box>
        ) : (
          <Button variant={file ? "outlined" : "contained"} onClick={() => field.current?.click()}>
            {t(file ? "import.another" : "import.chooseAction")}
          </Button>
        )}
        <input
          ref={field}
          type="file"
          hidden
          accept={ACCEPTED}
          data-testid="import-file"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen) void upload.choose(chosen);
            event.target.value = "";
          }}
        />
      </Box>
      {file && file.format !== "jsonl" && <Reading isText={file.format === "csv"} read={draft.read} onChange={(part) => change({ read: { ...draft.read, ...part }, columns: {} })} />}
    </>
  );
}

function Reading({ isText, read, onChange }: { isText: boolean; read: ReadOptions; onChange: (part: Partial<ReadOptions>) => void }) {
  const { t } = useTranslation("maintenance");
  const id = useId();
  return (
    <Box component="section" aria-labelledby={`${id}title`} sx={{ display: "grid", gap: 4 }}>
      <Typography id={`${id}title`} variant="h4" component="h2">
        {t("import.reading")}
      </Typography>
      <Box sx={{ display: "grid", gap: 4, gridTemplateColumns: { xs: "1fr", sm: "repeat(3, 1fr)" } }}>
        {isText ? (
          <>
            <DelimiterField value={read.delimiter ?? ","} onChange={(delimiter) => onChange({ delimiter })} />
            <TextField select id={`${id}encoding`} label={t("csv.encoding")} value={read.encoding ?? "auto"} onChange={(event) => onChange({ encoding: ENCODINGS.find((encoding) => encoding === event.target.value) })}>
              <MenuItem value="auto">{t("csv.encodingAuto")}</MenuItem>
              {ENCODINGS.map((encoding) => (
                <MenuItem key={encoding} value={encoding}>
                  {encoding}
                </MenuItem>
              ))}
            </TextField>
            <TextField select id={`${id}decimal`} label={t("csv.decimal")} value={read.decimal_separator ?? "."} onChange={(event) => onChange({ decimal_separator: event.target.value as "." | "," })}>
              <MenuItem value=".">{t("csv.point")}</MenuItem>
              <MenuItem value=",">{t("csv.comma")}</MenuItem>
            </TextField>
          </>
        ) : (
          <TextField id={`${id}sheet`} label={t("import.sheet")} value={read.sheet ?? ""} placeholder={t("import.firstSheet")} onChange={(event) => onChange({ sheet: event.target.value || undefined })} slotProps={{ htmlInput: { maxLength: 200 } }} />
        )}
      </Box>
      <FormControlLabel control={<Switch checked={read.header ?? true} onChange={(_, header) => onChange({ header })} />} label={t("import.header")} sx={{ m: 0, gap: 2 }} />
    </Box>
  );
}

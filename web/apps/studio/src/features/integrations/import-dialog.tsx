import { Notice } from "@aqtra/ui";
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from "@mui/material";
import { useState } from "react";
import type { ChangeEvent } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../shared/problems";
import { useImportConnectorMutation } from "./api";
import type { Connector } from "./api";

interface ImportDialogProps {
  onClose: () => void;
  onImported: (connector: Connector) => void;
}

/** Reads a description of an API into a connector, and says what was left out before it is taken over. */
export function ImportDialog({ onClose, onImported }: ImportDialogProps) {
  const { t } = useTranslation("integrations");
  const [text, setText] = useState("");
  const [read, { data, error, isLoading, reset }] = useImportConnectorMutation();
  const change = (next: string): void => {
    setText(next);
    reset();
  };
  const connector = data?.connector as Connector | undefined;
  const take = (): void => {
    if (!connector) return;
    onImported(connector);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="import-heading">
      <DialogTitle id="import-heading">{t("import.title")}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 4 }}>
        <Typography variant="body2" color="textSecondary">
          {t("import.text")}
        </Typography>
        <Button variant="outlined" component="label">
          {t("import.choose")}
          <Box
            component="input"
            type="file"
            accept=".json,.yaml,.yml"
            aria-label={t("import.choose")}
            onChange={(event: ChangeEvent<HTMLInputElement>) => void event.target.files?.[0]?.text().then(change)}
            sx={{ position: "absolute", opacity: 0, width: 1, height: 1 }}
          />
        </Button>
        <TextField
          id="import-description"
          label={t("import.description")}
          multiline
          minRows={4}
          maxRows={12}
          value={text}
          onChange={(event) => change(event.target.value)}
          slotProps={{ htmlInput: { spellCheck: false } }}
          sx={{ "& textarea": { fontFamily: "monospace", fontSize: 12 } }}
        />
        {error && <ProblemNotice error={error} />}
        {connector && (
          <Notice tone={data?.notes.length ? "warning" : "success"} title={t("import.found", { name: connector.name, count: connector.endpoints.length })}>
            {data?.notes.map((note) => <div key={note}>{note}</div>)}
          </Notice>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t("cancel", { ns: "shared" })}</Button>
        {connector ? (
          <Button variant="contained" onClick={take}>
            {t("import.take")}
          </Button>
        ) : (
          <Button variant="contained" loading={isLoading} disabled={text.trim() === ""} onClick={() => void read({ description: { text } })}>
            {t("import.read")}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}

import type { NewWebhookWrite } from "@aqtra/api";
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, FormHelperText, MenuItem, Switch, TextField } from "@mui/material";
import { useId, useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { focusOnMount } from "../../../shared/focus";
import { ProblemNotice } from "../../../shared/problems";
import { EMPTY, PRESETS, isComplete, orderOf } from "./api";
import type { Draft, Preset } from "./api";

const LONGEST_NAME = 100;

interface WebhookDialogProps {
  /** Answers what went wrong; null: it is made. */
  onCreate: (order: NewWebhookWrite) => Promise<unknown>;
  onClose: () => void;
}

export function WebhookDialog({ onCreate, onClose }: WebhookDialogProps) {
  const { t } = useTranslation("flow-runs");
  const id = useId();
  const [draft, setDraft] = useState(EMPTY);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const change = (edit: Partial<Draft>): void => setDraft({ ...draft, ...edit });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(await onCreate(orderOf(draft)));
    setBusy(false);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={`${id}title`}>
      <Box component="form" onSubmit={(event) => void submit(event)}>
        <DialogTitle id={`${id}title`}>{t("webhooks.add")}</DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 4 }}>
          {problem !== null && <ProblemNotice error={problem} />}
          <TextField
            id={`${id}name`}
            label={t("webhooks.name")}
            helperText={t("webhooks.nameHelp")}
            required
            inputRef={focusOnMount}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
            slotProps={{ htmlInput: { maxLength: LONGEST_NAME, autoComplete: "off" } }}
          />
          <TextField id={`${id}preset`} select label={t("webhooks.how")} value={draft.preset} onChange={(event) => change({ preset: event.target.value as Preset })}>
            {PRESETS.map((preset) => (
              <MenuItem key={preset} value={preset}>
                {t(`webhooks.presets.${preset}`)}
              </MenuItem>
            ))}
          </TextField>
          {draft.preset === "custom" && <Custom id={id} draft={draft} onChange={change} />}
          <Words id={id} field="secret" label="secretGiven" help="secretGivenHelp" draft={draft} onChange={change} />
          {draft.preset !== "github" && <Words id={id} field="deliveryHeader" help="deliveryHeaderHelp" draft={draft} onChange={change} />}
          <div>
            <FormControlLabel
              sx={{ ml: 0, gap: 2 }}
              control={<Switch checked={draft.responds} onChange={(_, responds) => change({ responds })} slotProps={{ input: { "aria-describedby": `${id}responds` } }} />}
              label={t("webhooks.responds")}
            />
            <FormHelperText id={`${id}responds`}>{t("webhooks.respondsHelp")}</FormHelperText>
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t("webhooks.cancel")}</Button>
          <Button type="submit" variant="contained" loading={busy} disabled={!isComplete(draft)}>
            {t("webhooks.create")}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

interface PartProps {
  id: string;
  draft: Draft;
  onChange: (edit: Partial<Draft>) => void;
}

function Custom(props: PartProps) {
  const { t } = useTranslation("flow-runs");
  const { id, draft, onChange } = props;
  return (
    <>
      <Words {...props} field="header" />
      <Words {...props} field="prefix" />
      <TextField id={`${id}encoding`} select label={t("webhooks.encoding")} value={draft.encoding} onChange={(event) => onChange({ encoding: event.target.value as Draft["encoding"] })}>
        {(["hex", "base64"] as const).map((encoding) => (
          <MenuItem key={encoding} value={encoding}>
            {encoding}
          </MenuItem>
        ))}
      </TextField>
      <Words {...props} field="signed" help="signedHelp" />
      <Words {...props} field="timestampHeader" />
    </>
  );
}

type Field = "header" | "prefix" | "signed" | "timestampHeader" | "deliveryHeader" | "secret";
interface WordsProps extends PartProps {
  field: Field;
  label?: "secretGiven";
  help?: "secretGivenHelp" | "deliveryHeaderHelp" | "signedHelp";
}

function Words({ id, field, label, help, draft, onChange }: WordsProps) {
  const { t } = useTranslation("flow-runs");
  return (
    <TextField
      id={`${id}${field}`}
      label={t(`webhooks.${label ?? (field as Exclude<Field, "secret">)}`)}
      helperText={help && t(`webhooks.${help}`)}
      value={draft[field]}
      type={field === "secret" ? "password" : "text"}
      onChange={(event) => onChange({ [field]: event.target.value })}
      slotProps={{ htmlInput: { autoComplete: field === "secret" ? "new-password" : "off", spellCheck: false } }}
    />
  );
}

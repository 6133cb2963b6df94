import { Box, Checkbox, FormControl, FormControlLabel, FormHelperText, FormLabel, MenuItem, Radio, RadioGroup, TextField } from "@mui/material";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { focusOnMount } from "../../shared/focus";
import { ComponentsField } from "./components-field";
import { DAYS } from "./order";
import type { Draft } from "./order";

interface TokenFormProps {
  draft: Draft;
  rights: readonly string[];
  mayLast: boolean;
  onChange: (change: Partial<Draft>) => void;
}

const LONGEST_NAME = 100;
const NEVER = "never";

export function TokenForm({ draft, rights, mayLast, onChange }: TokenFormProps) {
  const { t } = useTranslation("tokens");
  const id = useId();
  const platform = (["studio", "administer"] as const).filter((right) => rights.includes(right));
  return (
    <>
      <TextField
        id={`${id}name`}
        label={t("form.name")}
        helperText={t("form.nameHint")}
        required
        inputRef={focusOnMount}
        value={draft.name}
        onChange={(event) => onChange({ name: event.target.value })}
        slotProps={{ htmlInput: { maxLength: LONGEST_NAME, autoComplete: "off" } }}
      />
      <FormControl>
        <FormLabel id={`${id}access`}>{t("form.access")}</FormLabel>
        <RadioGroup
          aria-labelledby={`${id}access`}
          value={draft.change ? "write" : "read"}
          onChange={(event) => onChange({ change: event.target.value === "write" })}
        >
          <FormControlLabel value="read" control={<Radio size="small" />} label={t("form.read")} />
          <FormControlLabel value="write" control={<Radio size="small" />} label={t("form.write")} />
        </RadioGroup>
      </FormControl>
      <ComponentsField value={draft.components} onChange={(components) => onChange({ components })} />
      {platform.length > 0 && (
        <FormControl component="fieldset" disabled={draft.components !== null}>
          <FormLabel component="legend">{t("form.platform")}</FormLabel>
          <Box sx={{ display: "grid" }}>
            {platform.map((right) => (
              <FormControlLabel
                key={right}
                control={<Checkbox size="small" checked={draft[right] && draft.components === null} onChange={(event) => onChange({ [right]: event.target.checked })} />}
                label={t(`form.${right}`)}
              />
            ))}
          </Box>
          {draft.components !== null && <FormHelperText>{t("form.notBound")}</FormHelperText>}
        </FormControl>
      )}
      <TextField
        id={`${id}days`}
        select
        label={t("form.expires")}
        value={draft.days === null ? NEVER : String(draft.days)}
        onChange={(event) => onChange({ days: event.target.value === NEVER ? null : Number(event.target.value) })}
        helperText={draft.days === null ? t("form.neverHint") : undefined}
        sx={{ maxWidth: 240 }}
      >
        {DAYS.map((days) => (
          <MenuItem key={days} value={String(days)}>
            {t("form.days", { count: days })}
          </MenuItem>
        ))}
        {mayLast && <MenuItem value={NEVER}>{t("form.never")}</MenuItem>}
      </TextField>
    </>
  );
}

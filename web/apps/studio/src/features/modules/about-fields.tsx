import { Box, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { TYPES } from "./api";
import type { Draft, ModuleState, ModuleType } from "./api";

interface AboutFieldsProps {
  draft: Draft;
  /** What published components know of it; null while it was not saved. */
  state: ModuleState | null;
  missing: readonly ("title" | "name")[];
  onChange: (part: Partial<Draft>) => void;
}

/** What a module is called in lists and in scripts, and where it may be imported. */
export function AboutFields({ draft, state, missing, onChange }: AboutFieldsProps) {
  const { t } = useTranslation("modules");
  const { title, name, type } = draft;
  const isWrong = (field: "title" | "name"): boolean => missing.includes(field);
  return (
    <Box sx={{ flex: "none", display: "grid", gap: 4, alignItems: "start", gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 5fr) minmax(0, 4fr) minmax(0, 4fr)" } }}>
      <TextField
        id="module-title"
        label={t("fields.title")}
        required
        value={title}
        error={isWrong("title")}
        helperText={isWrong("title") ? t("wrong.title") : state !== null && t(`live.${state}`)}
        onChange={(event) => onChange({ title: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      <TextField
        id="module-name"
        label={t("fields.name")}
        required
        value={name}
        error={isWrong("name")}
        helperText={isWrong("name") ? t("wrong.name") : t("hints.name", { name: name || "name" })}
        onChange={(event) => onChange({ name: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 50, spellCheck: false, autoCapitalize: "none", style: { fontFamily: "monospace" } } }}
      />
      <TextField
        id="module-type"
        select
        label={t("fields.type")}
        value={type}
        helperText={t(`hints.${type}`)}
        onChange={(event) => onChange({ type: event.target.value as ModuleType })}
        slotProps={{ select: { native: true } }}
      >
        {TYPES.map((choice) => (
          <option key={choice} value={choice}>
            {t(`types.${choice}`)}
          </option>
        ))}
      </TextField>
    </Box>
  );
}

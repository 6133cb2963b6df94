import { Box, Button, TextField } from "@mui/material";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { NO_FILTERS } from "./api";
import type { Filters } from "./api";

const TEXTS = ["who", "action", "target"] as const;
const TIMES = ["since", "until"] as const;

/** What to look for. Nothing is asked while somebody types: Enter or the button does. */
export function AuditFilters({ applied, onApply }: { applied: Filters; onApply: (filters: Filters) => void }) {
  const { t } = useTranslation("audit");
  const [typed, setTyped] = useState(applied);
  const set = (name: keyof Filters, value: string): void => setTyped((before) => ({ ...before, [name]: value }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onApply(typed);
  };
  const clear = (): void => {
    setTyped(NO_FILTERS);
    onApply(NO_FILTERS);
  };
  return (
    <Box component="form" role="search" aria-label={t("filters.label")} onSubmit={submit} sx={{ display: "flex", flexWrap: "wrap", gap: 3, alignItems: "flex-end" }}>
      {TEXTS.map((name) => (
        <TextField
          key={name}
          size="small"
          label={t(`filters.${name}`)}
          value={typed[name]}
          onChange={(event) => set(name, event.target.value)}
          slotProps={{ htmlInput: { maxLength: 200 } }}
          sx={{ width: { xs: "100%", sm: 180 } }}
        />
      ))}
      {TIMES.map((name) => (
        <TextField
          key={name}
          size="small"
          type="datetime-local"
          label={t(`filters.${name}`)}
          value={typed[name]}
          onChange={(event) => set(name, event.target.value)}
          slotProps={{ inputLabel: { shrink: true } }}
          sx={{ width: { xs: "100%", sm: 200 } }}
        />
      ))}
      <Button type="submit" variant="contained">
        {t("filters.apply")}
      </Button>
      {applied !== NO_FILTERS && <Button onClick={clear}>{t("filters.clear")}</Button>}
    </Box>
  );
}

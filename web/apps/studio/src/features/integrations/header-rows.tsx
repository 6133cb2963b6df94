import { ActionIcon } from "@aqtra/ui";
import { Box, Button, TextField, Typography } from "@mui/material";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Connector } from "./api";

type Header = Connector["headers"][number];

/** Headers that every call of the connector sends. */
export function HeaderRows({ headers, onChange }: { headers: Header[]; onChange: (headers: Header[]) => void }) {
  const { t } = useTranslation("integrations");
  const replace = (index: number, change: Partial<Header>): void => onChange(headers.map((header, at) => (at === index ? { ...header, ...change } : header)));
  return (
    <Box role="group" aria-label={t("headers.title")} sx={{ display: "grid", gap: 2 }}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
        <Typography variant="subtitle2" component="h4" sx={{ flexGrow: 1 }}>
          {t("headers.title")}
        </Typography>
        <Button size="small" variant="soft" startIcon={<Plus size={14} aria-hidden />} onClick={() => onChange([...headers, { name: "", value: "" }])}>
          {t("headers.add")}
        </Button>
      </Box>
      {headers.map((header, index) => (
        // Rows have no name of their own, and are only added at the end.
        <Box key={index} sx={{ display: "grid", gridTemplateColumns: "1fr 2fr 28px", gap: 2, alignItems: "center" }}>
          <TextField
            value={header.name}
            placeholder={t("headers.name")}
            onChange={(event) => replace(index, { name: event.target.value })}
            slotProps={{ htmlInput: { "aria-label": t("headers.name"), spellCheck: false } }}
          />
          <TextField
            value={header.value}
            placeholder={t("headers.value")}
            onChange={(event) => replace(index, { value: event.target.value })}
            slotProps={{ htmlInput: { "aria-label": t("headers.value"), spellCheck: false } }}
          />
          <ActionIcon icon={Trash2} size="small" name={t("remove", { name: header.name })} onClick={() => onChange(headers.filter((_, at) => at !== index))} />
        </Box>
      ))}
    </Box>
  );
}

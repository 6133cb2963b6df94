import { Box, Typography } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { CodeField } from "../../shared/code-field";
import type { Editing } from "./use-history";

/** Values that the preview shows, as JSON. */
export function SamplePane({ editing }: { editing: Editing }) {
  const { t } = useTranslation("templates");
  const { sample } = editing.content;
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (Object.keys(sample).length > 0 ? JSON.stringify(sample, null, 2) : "");
  const isReadable = typed === null || read(typed) !== null;
  const change = (text: string): void => {
    setTyped(text);
    const next = read(text);
    if (next) editing.change((content) => ({ ...content, sample: next }), "sample");
  };
  return (
    <Box sx={{ p: 3, display: "grid", gap: 3, gridTemplateColumns: "minmax(0, 1fr)" }}>
      <Typography variant="body2" color="textSecondary">
        {t("sample.help")}
      </Typography>
      <CodeField
        id="template-sample"
        label={t("sample.title")}
        language="json"
        minLines={16}
        maxLines={40}
        value={shown}
        error={!isReadable}
        helperText={isReadable ? undefined : t("sample.unreadable")}
        placeholder={'{ "number": "R-2026-001" }'}
        onChange={change}
        onBlur={() => isReadable && setTyped(null)}
      />
    </Box>
  );
}

function read(text: string): Record<string, unknown> | null {
  if (text.trim() === "") return {};
  try {
    const found: unknown = JSON.parse(text);
    return found !== null && typeof found === "object" && !Array.isArray(found) ? (found as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

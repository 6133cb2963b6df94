import { ActionIcon } from "@aqtra/ui";
import { Box, Dialog, DialogContent, DialogTitle, TextField } from "@mui/material";
import { Maximize2, X } from "lucide-react";
import { useId, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { indented } from "../indent";

interface CodeFieldProps {
  id: string;
  label: string;
  required?: boolean;
  value: string;
  onChange: (text: string) => void;
  error?: boolean;
  helperText?: string;
}

/** Code in a fixed-width field that opens over the whole screen. */
export function CodeField(props: CodeFieldProps) {
  const { t } = useTranslation("flows");
  const [large, setLarge] = useState(false);
  const title = useId();
  return (
    <Box sx={{ position: "relative" }}>
      <CodeArea {...props} rows={{ min: 6, max: 18 }} />
      <Box sx={{ position: "absolute", top: -6, right: 0 }}>
        <ActionIcon icon={Maximize2} size="small" iconSize={14} name={t("editors.enlarge", { name: props.label })} onClick={() => setLarge(true)} />
      </Box>
      <Dialog open={large} onClose={() => setLarge(false)} fullWidth maxWidth="lg" aria-labelledby={title}>
        <DialogTitle id={title} sx={{ display: "flex", alignItems: "center", justifyContent: "space-between" }}>
          {props.label}
          <ActionIcon icon={X} size="small" name={t("editors.close")} onClick={() => setLarge(false)} />
        </DialogTitle>
        <DialogContent>
          <CodeArea {...props} id={`${props.id}-large`} rows={{ min: 24, max: 24 }} />
        </DialogContent>
      </Dialog>
    </Box>
  );
}

function CodeArea({ rows, onChange, ...field }: CodeFieldProps & { rows: { min: number; max: number } }) {
  const { t } = useTranslation("flows");
  // After Esc the Tab key leaves the field, as it does everywhere else.
  const leaving = useRef(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !leaving.current) {
      leaving.current = true;
      event.stopPropagation();
      event.preventDefault();
      return;
    }
    const area = event.target as HTMLTextAreaElement;
    const isTab = event.key === "Tab" && !leaving.current && !event.shiftKey;
    if (!isTab && event.key !== "Enter") return;
    event.preventDefault();
    const { text, caret } = indented(area.value, area.selectionStart, area.selectionEnd, isTab ? "tab" : "enter");
    onChange(text);
    requestAnimationFrame(() => area.setSelectionRange(caret, caret));
  };
  return (
    <TextField
      {...field}
      helperText={field.helperText ?? t("editors.codeHint")}
      multiline
      minRows={rows.min}
      maxRows={rows.max}
      onChange={(event) => onChange(event.target.value)}
      onFocus={() => (leaving.current = false)}
      slotProps={{
        htmlInput: { onKeyDown, spellCheck: false, autoCapitalize: "off", wrap: "off" },
        input: { sx: (theme) => ({ ...theme.typography.mono, lineHeight: 1.5, "& textarea": { whiteSpace: "pre", overflowX: "auto !important" } }) },
      }}
    />
  );
}

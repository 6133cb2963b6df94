import { ActionIcon, CodeEditor } from "@aqtra/ui";
import type { CodeEditorProps, CodeLanguage } from "@aqtra/ui";
import { Box, Dialog, DialogContent, DialogTitle, FormControl, FormHelperText, InputLabel } from "@mui/material";
import { Maximize2, X } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

interface CodeFieldProps {
  id: string;
  label: string;
  language: CodeLanguage;
  value: string;
  onChange: (text: string) => void;
  onBlur?: () => void;
  required?: boolean;
  error?: boolean;
  helperText?: string | null | undefined;
  placeholder?: string;
  minLines?: number;
  maxLines?: number;
  remarks?: CodeEditorProps["remarks"];
  completions?: CodeEditorProps["completions"];
}

/** Code in a form: highlighted, with line numbers, and in an editor over the whole screen when there is much of it. */
export function CodeField({ id, label, error = false, required = false, helperText, minLines = 6, maxLines = 18, ...code }: CodeFieldProps) {
  const { t } = useTranslation("shared");
  const [large, setLarge] = useState(false);
  const title = useId();
  const described = { invalid: error, required, ...(helperText ? { describedBy: `${id}-help` } : {}) };
  return (
    <FormControl fullWidth error={error} required={required} sx={{ position: "relative" }}>
      <InputLabel id={`${id}-label`}>{label}</InputLabel>
      <CodeEditor {...code} {...described} id={id} labelledBy={`${id}-label`} minLines={minLines} maxLines={maxLines} />
      {helperText && <FormHelperText id={`${id}-help`}>{helperText}</FormHelperText>}
      <Box sx={{ position: "absolute", top: -6, right: 0 }}>
        <ActionIcon icon={Maximize2} size="small" iconSize={14} name={t("code.enlarge", { name: label })} onClick={() => setLarge(true)} />
      </Box>
      <Dialog open={large} onClose={() => setLarge(false)} fullWidth maxWidth="xl" aria-labelledby={title}>
        <DialogTitle id={title} sx={{ display: "flex", alignItems: "center", justifyContent: "space-between" }}>
          {label}
          <ActionIcon icon={X} size="small" name={t("close")} onClick={() => setLarge(false)} />
        </DialogTitle>
        <DialogContent>
          <CodeEditor {...code} {...described} id={`${id}-large`} labelledBy={title} height="min(72vh, 860px)" takesFocus />
          {helperText && <FormHelperText error={error}>{helperText}</FormHelperText>}
        </DialogContent>
      </Dialog>
    </FormControl>
  );
}

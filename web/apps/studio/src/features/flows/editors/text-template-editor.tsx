import { ActionIcon } from "@aqtra/ui";
import { Box, FormHelperText, Popover, TextField } from "@mui/material";
import { Braces } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ModelField } from "../types";
import { PathField } from "./path-field";
import { asText, fieldProps } from "./types";
import type { EditorProps } from "./types";
import { useFields } from "./use-fields";

/** A text with `{path}` in it; paths are put in where the caret stands. */
export function TextTemplateEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { step, parameter, onChange } = props;
  const fields = useFields(step, parameter);
  const input = useRef<HTMLTextAreaElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const text = asText(props.value);
  const { id, ...field } = fieldProps(props);
  const insert = (path: string): void => {
    const start = input.current?.selectionStart ?? text.length;
    const end = input.current?.selectionEnd ?? start;
    const placed = `{${path}}`;
    onChange(`${text.slice(0, start)}${placed}${text.slice(end)}`);
    setAnchor(null);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(start + placed.length, start + placed.length);
    });
  };
  return (
    <Box sx={{ position: "relative" }}>
      <TextField {...field} id={id} multiline minRows={2} maxRows={12} value={text} inputRef={input} onChange={(event) => onChange(event.target.value)} />
      <Box sx={{ position: "absolute", top: -6, right: 0 }}>
        <ActionIcon icon={Braces} size="small" name={t("editors.insertPath")} aria-haspopup="dialog" onClick={(event) => setAnchor(event.currentTarget)} />
      </Box>
      <FormHelperText>{t("editors.templateHint")}</FormHelperText>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "right" }}
        transformOrigin={{ vertical: "top", horizontal: "right" }}
        slotProps={{ paper: { role: "dialog", "aria-label": t("editors.insertPath"), sx: { p: 3, width: 320 } } }}
      >
        <InsertPath id={`${id}-path`} fields={fields} onInsert={insert} />
      </Popover>
    </Box>
  );
}

function InsertPath({ id, fields, onInsert }: { id: string; fields: ModelField[]; onInsert: (path: string) => void }) {
  const { t } = useTranslation("flows");
  const [path, setPath] = useState("");
  return (
    <PathField
      id={id}
      value={path}
      fields={fields}
      withRunVariables
      onChange={setPath}
      onChoose={(chosen) => chosen !== "" && onInsert(chosen)}
      field={{ label: t("editors.path"), placeholder: t("editors.choosePath"), helperText: t("editors.enterInserts") }}
    />
  );
}

import type { Editor } from "@tiptap/core";
import { ActionIcon, focusOnMount } from "@aqtra/ui";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import type { Command } from "@tiptap/pm/state";
import { useEditorState } from "@tiptap/react";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { findNext, findPrev, getMatchHighlights, replaceAll, replaceNext } from "prosemirror-search";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { lookFor } from "./search-text";

interface SearchBarProps {
  editor: Editor;
  onClose: () => void;
}

/** Finds and replaces in the text. Enter goes on, Shift and Enter back, Esc closes. */
export function SearchBar({ editor, onClose }: SearchBarProps) {
  const { t } = useTranslation("components");
  const [text, setText] = useState("");
  const [replacement, setReplacement] = useState("");
  const found = useEditorState({ editor, selector: ({ editor: current }) => (current.isDestroyed ? 0 : getMatchHighlights(current.state).find().length) });
  useEffect(() => {
    lookFor(editor, text, replacement);
  }, [editor, text, replacement]);
  useEffect(
    () => () => {
      if (!editor.isDestroyed) lookFor(editor, "", "");
    },
    [editor],
  );
  const run = (command: Command) => {
    command(editor.state, editor.view.dispatch, editor.view);
    editor.commands.scrollIntoView();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      run(event.shiftKey ? findPrev : findNext);
    }
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
      editor.commands.focus();
    }
  };
  const none = text === "" || found === 0;
  return (
    <Box role="search" aria-label={t("richSearch")} sx={(theme) => ({ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 1, p: 2, borderBottom: `1px solid ${theme.vars.palette.divider}` })}>
      <SearchField label={t("richFind")} value={text} onKeyDown={onKeyDown} onChange={setText} first />
      <Box component="span" role="status" sx={{ typography: "caption", color: "text.secondary", minWidth: 64 }}>
        {text !== "" && t("richFound", { count: found })}
      </Box>
      <ActionIcon icon={ChevronUp} size="small" name={t("richPrevious")} disabled={none} onClick={() => run(findPrev)} />
      <ActionIcon icon={ChevronDown} size="small" name={t("richNext")} disabled={none} onClick={() => run(findNext)} />
      <SearchField label={t("richReplaceWith")} value={replacement} onKeyDown={onKeyDown} onChange={setReplacement} />
      <Button size="small" disabled={none} onClick={() => run(replaceNext)}>
        {t("richReplace")}
      </Button>
      <Button size="small" disabled={none} onClick={() => run(replaceAll)}>
        {t("richReplaceAll")}
      </Button>
      <ActionIcon icon={X} size="small" name={t("richCloseSearch")} onClick={onClose} />
    </Box>
  );
}

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** Where the focus goes when the search opens. */
  first?: boolean;
}

/** A field with a state of its own: it is neither required nor wrong because the text around is. */
function SearchField({ label, value, onChange, onKeyDown, first = false }: SearchFieldProps) {
  return (
    <TextField
      size="small"
      hiddenLabel
      value={value}
      placeholder={label}
      onKeyDown={onKeyDown}
      onChange={(event) => {
        onChange(event.target.value);
      }}
      slotProps={{ htmlInput: { "aria-label": label, ...(first ? { ref: focusOnMount } : {}) } }}
      sx={{ flex: "1 1 140px" }}
    />
  );
}

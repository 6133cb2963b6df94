/** The compact controls all editors are made of. */

import { Box, InputBase, MenuItem, Select, Switch } from "@mui/material";
import { useEffect, useId, useRef, useState } from "react";
import type { ReactNode } from "react";

const HEIGHT = 28;

const frame = {
  width: "100%",
  minHeight: HEIGHT,
  px: 2,
  borderRadius: "6px",
  border: 1,
  borderColor: "divider",
  bgcolor: "background.paper",
  typography: "body2",
  "&:hover": { borderColor: "tone.control" },
  "&.Mui-focused": { borderColor: "primary.main" },
  "&.Mui-error": { borderColor: "error.main" },
} as const;

/** What typed text means: a value to store, or nothing yet. */
export type Reading<Value> = { readonly value: Value } | null;

interface TextControlProps<Value> {
  id?: string;
  label: string;
  text: string;
  placeholder?: string | undefined;
  read: (text: string) => Reading<Value>;
  /** `merge` is the same while the control has the focus: what is typed in one go is undone in one go. */
  onChange: (value: Value, merge: string) => void;
  multiline?: boolean;
  mono?: boolean;
  prefix?: ReactNode;
  inputMode?: "text" | "numeric" | "decimal";
  describedBy?: string | undefined;
  list?: string | undefined;
}

/** Text that is stored while it is typed, as soon as it can be read. What cannot be read stays, marked, until the focus leaves. */
export function TextControl<Value>(props: TextControlProps<Value>) {
  const { id, label, text, placeholder, read, onChange, multiline = false, mono = false, prefix, inputMode, describedBy, list } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const merge = useRef("");
  const name = useId();
  const visits = useRef(0);
  const shown = typed ?? text;
  const isUnreadable = typed !== null && read(typed) === null;
  const onType = (next: string): void => {
    setTyped(next);
    const reading = read(next);
    if (reading) onChange(reading.value, merge.current);
  };
  return (
    <InputBase
      id={id}
      value={shown}
      placeholder={placeholder}
      error={isUnreadable}
      multiline={multiline}
      minRows={multiline ? 3 : undefined}
      maxRows={10}
      startAdornment={prefix}
      onFocus={() => {
        visits.current += 1;
        merge.current = `${name}${visits.current}`;
      }}
      onBlur={() => setTyped(null)}
      onChange={(event) => onType(event.target.value)}
      inputProps={{ "aria-label": label, inputMode, spellCheck: false, "aria-describedby": describedBy, list, autoComplete: "off" }}
      sx={{ ...frame, py: multiline ? 1 : 0, ...(mono ? { fontFamily: "monospace", fontSize: 12 } : {}), "& input, & textarea": { p: 0 } }}
    />
  );
}

interface CommitControlProps {
  id?: string;
  label: string;
  text: string;
  /** Why a text cannot be stored. */
  problem: (text: string) => string | null;
  onCommit: (text: string) => void;
  onProblem?: (problem: string | null) => void;
  describedBy?: string | undefined;
  mono?: boolean;
}

/** Text that is stored when the focus leaves or Enter is pressed: names, whose every letter would rewrite all uses. */
export function CommitControl({ id, label, text, problem, onCommit, onProblem, describedBy, mono = false }: CommitControlProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const found = typed === null ? null : problem(typed);
  useEffect(() => onProblem?.(found), [found, onProblem]);
  const commit = (): void => {
    if (typed !== null && typed !== text && found === null) onCommit(typed);
    setTyped(null);
  };
  return (
    <InputBase
      id={id}
      value={typed ?? text}
      error={found !== null}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape" && typed !== null) {
          event.stopPropagation();
          setTyped(null);
        }
      }}
      inputProps={{ "aria-label": label, spellCheck: false, autoComplete: "off", "aria-describedby": describedBy, "aria-invalid": found !== null }}
      sx={{ ...frame, "& input": { p: 0 }, ...(mono ? { fontFamily: "monospace", fontSize: 12 } : {}) }}
    />
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

interface ChoiceControlProps {
  id?: string;
  label: string;
  value: string;
  choices: readonly Choice[];
  /** Offered first, stands for no value. */
  none?: string;
  onChange: (value: string) => void;
}

export function ChoiceControl({ id, label, value, choices, none, onChange }: ChoiceControlProps) {
  const isKnown = value === "" || choices.some((choice) => choice.value === value);
  return (
    <Select
      id={id}
      value={value}
      displayEmpty
      fullWidth
      variant="outlined"
      error={!isKnown}
      onChange={(event) => onChange(event.target.value)}
      renderValue={(chosen) => {
        const text = choices.find((choice) => choice.value === chosen)?.label ?? (chosen === "" ? (none ?? "") : chosen);
        return <Box component="span" sx={{ color: chosen === "" ? "text.secondary" : "inherit" }}>{text}</Box>;
      }}
      SelectDisplayProps={{ "aria-label": label }}
      inputProps={{ "aria-hidden": true, tabIndex: -1 }}
      MenuProps={{ slotProps: { paper: { sx: { maxHeight: 360 } } } }}
      sx={{
        minHeight: HEIGHT,
        height: HEIGHT,
        typography: "body2",
        "& .MuiSelect-select": { py: 0, pl: 2, minHeight: "0 !important" },
        "& .MuiOutlinedInput-notchedOutline": { borderColor: "divider" },
      }}
    >
      {none !== undefined && <MenuItem value="" sx={{ color: "text.secondary" }}>{none}</MenuItem>}
      {!isKnown && <MenuItem value={value}>{value}</MenuItem>}
      {choices.map((choice) => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.label}
          {choice.hint && <Box component="span" sx={{ ml: "auto", pl: 3, color: "text.secondary", typography: "caption" }}>{choice.hint}</Box>}
        </MenuItem>
      ))}
    </Select>
  );
}

export function BoolControl({ id, label, value, onChange }: { id?: string; label: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <Switch
      id={id}
      size="small"
      checked={value}
      onChange={(event) => onChange(event.target.checked)}
      slotProps={{ input: { "aria-label": label, role: "switch" } }}
      sx={{ ml: -1 }}
    />
  );
}

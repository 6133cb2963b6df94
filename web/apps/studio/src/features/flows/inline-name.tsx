import { InputBase, Tooltip } from "@mui/material";
import { useState } from "react";

interface InlineNameProps {
  label: string;
  value: string;
  onCommit: (name: string) => void;
  /** Says what is wrong with a name; null when nothing is. */
  check?: (name: string) => string | null;
  variant?: "h4" | "subtitle2";
}

/** A name that is edited where it stands: Enter or leaving keeps it, Esc takes it back. */
export function InlineName({ label, value, onCommit, check, variant = "subtitle2" }: InlineNameProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? value;
  const problem = draft === null || draft.trim() === value ? null : draft.trim() === "" ? "" : (check?.(draft.trim()) ?? null);
  const commit = (): void => {
    const name = shown.trim();
    setDraft(null);
    if (name !== "" && name !== value && problem === null) onCommit(name);
  };
  return (
    <Tooltip title={problem ?? ""} open={problem !== null && problem !== ""} placement="bottom-start">
      <InputBase
        value={shown}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Enter") commit();
          if (event.key === "Escape") setDraft(null);
        }}
        inputProps={{ "aria-label": label, "aria-invalid": problem !== null, size: Math.max(6, Math.min(40, shown.length + 1)), maxLength: 200, style: { padding: 0, height: 24, textOverflow: "ellipsis" } }}
        sx={(theme) => ({
          ...theme.typography[variant],
          px: 1.5,
          ml: -1.5,
          minWidth: 0,
          borderRadius: "6px",
          border: 1,
          borderColor: problem === null ? "transparent" : "error.main",
          "&:hover": { bgcolor: "tone.hover" },
          "&.Mui-focused": { bgcolor: "background.paper", borderColor: problem === null ? "primary.main" : "error.main" },
        })}
      />
    </Tooltip>
  );
}

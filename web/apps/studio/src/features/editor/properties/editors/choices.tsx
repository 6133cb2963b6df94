import { Box, ButtonBase } from "@mui/material";
import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";

import { valueTitle } from "./choice";
import { effective } from "./props";
import type { EditorProps } from "./props";
import { textsOf } from "./record";

/** Several of the allowed values, each switched on and off. Their order is kept. */
export function ChoicesEditor(props: EditorProps) {
  const { t } = useTranslation("editor");
  const { id, spec, onChange } = props;
  const allowed = Array.isArray(spec.values) ? (spec.values as readonly string[]) : [];
  const chosen = textsOf(effective(props) as EditorProps["value"]);
  const store = (next: readonly string[]): void => onChange(sameList(next, spec.default) ? undefined : next);
  return (
    <Box id={id} role="group" aria-label={spec.title} sx={{ display: "flex", flexWrap: "wrap", gap: 1 }}>
      {allowed.map((value) => (
        <Choice key={value} title={valueTitle(t, value)} on={chosen.includes(value)} onToggle={() => store(toggled(chosen, value, allowed))} />
      ))}
    </Box>
  );
}

/** A new value takes its place among the allowed ones, or the last where somebody chose another order. */
export function toggled(chosen: readonly string[], value: string, allowed: readonly string[]): string[] {
  if (chosen.includes(value)) return chosen.filter((other) => other !== value);
  const isInOrder = sameList(chosen, allowed.filter((other) => chosen.includes(other)));
  return isInOrder ? allowed.filter((other) => other === value || chosen.includes(other)) : [...chosen, value];
}

function sameList(list: readonly string[], other: unknown): boolean {
  return Array.isArray(other) && other.length === list.length && list.every((item, index) => item === other[index]);
}

function Choice({ title, on, onToggle }: { title: string; on: boolean; onToggle: () => void }) {
  return (
    <ButtonBase
      role="checkbox"
      aria-checked={on}
      onClick={onToggle}
      sx={{
        typography: "body2",
        gap: 1,
        minHeight: 24,
        px: 2,
        border: 1,
        borderColor: on ? "primary.main" : "divider",
        borderRadius: "6px",
        bgcolor: on ? "tone.selected" : "background.paper",
        color: on ? "text.primary" : "text.secondary",
      }}
    >
      {on && <Check size={12} aria-hidden />}
      {title}
    </ButtonBase>
  );
}

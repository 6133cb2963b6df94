/** Rows of the properties pane: label left, control right, changed settings marked and resettable. */

import { ActionIcon } from "@aqtra/ui";
import { Box, Collapse, Tooltip, Typography } from "@mui/material";
import { ChevronRight, RotateCcw } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useRemembered } from "../panes/remembered";

interface RowProps {
  label: string;
  /** Id of the control, for the label. */
  htmlFor?: string;
  about?: string | undefined;
  changed?: boolean;
  onReset?: (() => void) | undefined;
  /** A finding or a toolbar leads here. */
  focused?: boolean;
  /** Control under the label, over the whole width. */
  stacked?: boolean;
  error?: string | null | undefined;
  errorId?: string;
  children: ReactNode;
}

export function Row({ label, htmlFor, about, changed = false, onReset, focused = false, stacked = false, error, errorId, children }: RowProps) {
  const { t } = useTranslation("editor");
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!focused || !row.current) return;
    row.current.scrollIntoView({ block: "nearest" });
    const control = row.current.querySelector<HTMLElement>("input:not([aria-hidden]), [role=combobox], textarea, button:not([data-reset])");
    control?.focus();
    if (control instanceof HTMLInputElement) control.select();
  }, [focused]);
  return (
    <Box
      ref={row}
      sx={{
        px: 3,
        py: 0.5,
        display: "grid",
        gridTemplateColumns: stacked ? "1fr" : "minmax(0, 40%) minmax(0, 1fr)",
        columnGap: 2,
        alignItems: "center",
        minHeight: 34,
        bgcolor: focused ? "tone.accent" : "transparent",
      }}
    >
      <Box sx={{ display: "flex", alignItems: "center", minWidth: 0, minHeight: stacked ? 24 : undefined }}>
        <Tooltip title={about ?? ""} placement="left" enterDelay={600} disableInteractive>
          <Typography
            component="label"
            htmlFor={htmlFor}
            variant="body2"
            noWrap
            sx={{ color: changed ? "text.primary" : "text.secondary", fontWeight: changed ? 550 : 400 }}
          >
            {label}
          </Typography>
        </Tooltip>
        {changed && onReset && (
          <ActionIcon
            data-reset=""
            icon={RotateCcw}
            iconSize={12}
            name={t("properties.reset", { label })}
            onClick={onReset}
            sx={{ width: 20, height: 20, ml: 0.5, color: "primary.main", flex: "none" }}
          />
        )}
      </Box>
      <Box sx={{ minWidth: 0 }}>{children}</Box>
      {error && (
        <Typography id={errorId} role="alert" variant="caption" color="error" sx={{ gridColumn: "1 / -1", pb: 1 }}>
          {error}
        </Typography>
      )}
    </Box>
  );
}

interface GroupProps {
  id: string;
  title: string;
  /** Settings in it that differ from the default. */
  changed?: number;
  /** Open regardless of what was remembered: a search or a finding shows something inside. */
  forced?: boolean;
  children: ReactNode;
}

/** A collapsible group; whether it is open is remembered. */
export function Group({ id, title, changed = 0, forced = false, children }: GroupProps) {
  const [open, setOpen] = useRemembered(`group.${id}`, true);
  const shown = open || forced;
  return (
    <Box component="section" aria-label={title} sx={{ borderTop: 1, borderColor: "divider" }}>
      <Box
        component="button"
        type="button"
        aria-expanded={shown}
        onClick={() => setOpen(!open)}
        sx={{
          all: "unset",
          boxSizing: "border-box",
          width: "100%",
          height: 34,
          px: 3,
          display: "flex",
          alignItems: "center",
          gap: 1.5,
          cursor: "pointer",
          typography: "overline",
          "&:hover": { bgcolor: "tone.hover" },
          "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: -2 },
        }}
      >
        <Box component="span" sx={{ display: "flex", color: "text.secondary", transition: "transform 120ms", transform: shown ? "rotate(90deg)" : "none" }}>
          <ChevronRight size={14} aria-hidden />
        </Box>
        {title}
        {changed > 0 && <Box component="span" sx={{ width: 6, height: 6, borderRadius: "50%", bgcolor: "primary.main" }} />}
      </Box>
      <Collapse in={shown} timeout={120} unmountOnExit>
        <Box sx={{ pb: 2 }}>{children}</Box>
      </Collapse>
    </Box>
  );
}

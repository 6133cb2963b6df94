/** The code editor itself. Loaded when code is first shown. */
import Box from "@mui/material/Box";
import { useColorScheme } from "@mui/material/styles";
import Typography from "@mui/material/Typography";
import { type FocusEvent, useId, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import { code, fontSize, radius } from "../../theme/tokens";
import { presented } from "./extensions";
import { LANGUAGE_NAMES } from "./languages";
import { phrases } from "./phrases";
import type { CodeEditorProps } from "./props";
import { useEditor } from "./use-editor";

/** Of a line of code, in pixels. */
const LINE = fontSize.sm * 1.5;
/** Padding above and below the code. */
const PADDING = 16;

function linesHigh(lines: number): number {
  return lines * LINE + PADDING;
}

export default function Editor(props: CodeEditorProps) {
  const { value, onChange, language, invalid = false, disabled = false, readOnly = false, height, minLines = 6, maxLines = 24 } = props;
  const { t } = useTranslation("ui");
  const { colorScheme = "light" } = useColorScheme();
  const scheme = props.scheme ?? colorScheme;
  const host = useRef<HTMLDivElement>(null);
  const hintId = useId();
  const isEditable = !disabled && !readOnly;
  const { id, label, labelledBy, describedBy, placeholder, required, tabIndex, dataField } = props;
  const presentation = useMemo(
    () =>
      presented(
        { value: "", language, id, label, labelledBy, describedBy, placeholder, required, invalid, disabled, readOnly, tabIndex, dataField },
        scheme,
        phrases(t),
        isEditable ? hintId : undefined,
      ),
    [language, id, label, labelledBy, describedBy, placeholder, required, invalid, disabled, readOnly, tabIndex, dataField, scheme, t, isEditable, hintId],
  );
  useEditor(host, {
    value,
    language,
    presentation,
    takesFocus: props.takesFocus ?? false,
    line: props.line ?? null,
    remarks: props.remarks,
    fixName: t("code.fix"),
    completions: isEditable ? props.completions : undefined,
    onChange,
  });
  const colours = code[scheme];
  return (
    <Box
      data-code-scheme={scheme}
      role="group"
      aria-disabled={disabled || undefined}
      onFocusCapture={(event: FocusEvent<HTMLElement>) => {
        if (!isWithin(event)) props.onFocus?.();
      }}
      onBlurCapture={(event: FocusEvent<HTMLElement>) => {
        if (!isWithin(event)) props.onBlur?.();
      }}
      onKeyDownCapture={props.onKeyDown}
      onKeyUpCapture={props.onKeyUp}
      sx={(theme) => ({
        display: "flex",
        flexDirection: "column",
        height,
        // Code is written from left to right in every language of the page.
        direction: "ltr",
        textAlign: "left",
        border: `1px solid ${invalid ? theme.vars.palette.error.main : colours.line}`,
        borderRadius: `${radius.control}px`,
        overflow: "hidden",
        backgroundColor: colours.surface,
        opacity: disabled ? 0.6 : 1,
        "&:focus-within": { outline: `2px solid ${invalid ? theme.vars.palette.error.main : theme.vars.palette.primary.main}`, outlineOffset: "-1px" },
      })}
    >
      <Box
        ref={host}
        sx={{
          flex: "1 1 auto",
          minHeight: 0,
          "& .cm-editor": height ? {} : { minHeight: linesHigh(minLines), maxHeight: linesHigh(maxLines) },
          "& .cm-scroller": { minHeight: height ? 0 : linesHigh(minLines), overflow: "auto" },
        }}
      />
      <Box
        sx={{ display: "flex", justifyContent: "space-between", gap: 4, px: 2, py: 0.5, borderTop: `1px solid ${colours.line}`, color: colours.gutter }}
      >
        <Typography variant="caption" color="inherit" component="span">
          {language === "plain_text" ? t("code.plainText") : LANGUAGE_NAMES[language]}
        </Typography>
        {isEditable && (
          <Typography id={hintId} variant="caption" color="inherit" component="span" sx={{ textAlign: "end" }}>
            {t("code.leave")}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

/** From one part of the editor to another: nothing was entered or left. */
function isWithin(event: FocusEvent<HTMLElement>): boolean {
  return event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
}

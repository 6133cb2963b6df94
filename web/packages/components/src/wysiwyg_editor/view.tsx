import Box from "@mui/material/Box";
import Dialog from "@mui/material/Dialog";
import Typography from "@mui/material/Typography";
import { EditorContent } from "@tiptap/react";
import { type KeyboardEvent, type ReactNode, useCallback, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { ViewProps } from "../define";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import { contentStyle } from "./content-style";
import type { wysiwygEditorSettings } from "./index";
import { OwnParts, staysWithin, useOwnPart } from "./own-parts";
import { PLUGINS } from "./plugins";
import { SearchBar } from "./search-bar";
import { Toolbar } from "./toolbar";
import { useRichText } from "./use-rich-text";

export function WysiwygEditorView({ node, settings, field, runtime }: ViewProps<typeof wysiwygEditorSettings>) {
  const { t } = useTranslation("components");
  const control = useFieldControl(node, settings, field, runtime);
  const partId = useId();
  const [searching, setSearching] = useState(false);
  const [full, setFull] = useState(false);
  const openSearch = useCallback(() => {
    setSearching(true);
  }, []);
  const hintId = `${partId}-hint`;
  const names = PLUGINS.filter((plugin) => settings.plugins.includes(plugin));
  const { editor, plugins } = useRichText(control, names, hintId, openSearch);
  const isEditable = !control.disabled && !control.readOnly;
  const height = cssSize(settings.height);

  const surface = (
    <Surface invalid={control.error !== undefined} height={full ? "100%" : height} disabled={control.disabled}>
      {isEditable && (
        <Toolbar
          editor={editor}
          plugins={plugins}
          label={control.label}
          controls={control.inputId}
          searching={searching}
          onSearch={() => {
            setSearching(!searching);
          }}
          full={full}
          onFull={() => {
            setFull(!full);
          }}
        />
      )}
      {isEditable && searching && (
        <SearchBar
          editor={editor}
          onClose={() => {
            setSearching(false);
          }}
        />
      )}
      <Box sx={[{ flex: "1 1 auto", minHeight: 120, maxHeight: full || height ? undefined : 560, overflow: "auto" }, contentStyle]}>
        <EditorContent editor={editor} />
      </Box>
      {isEditable && (
        <Typography id={hintId} variant="caption" color="textSecondary" sx={(theme) => ({ px: 3, py: 0.5, borderTop: `1px solid ${theme.vars.palette.divider}` })}>
          {t("richLeave")}
        </Typography>
      )}
    </Surface>
  );
  const { onFocus, onKeyDown, onKeyUp } = control.inputProps;
  return (
    <OwnParts.Provider value={partId}>
      <FieldFrame control={control}>
        <div
          onFocusCapture={(event) => {
            if (!staysWithin(event, partId)) onFocus();
          }}
          onBlurCapture={(event) => {
            if (!staysWithin(event, partId)) control.commit();
          }}
          onKeyDownCapture={onKeyDown}
          onKeyUpCapture={onKeyUp}
        >
          {full ? (
            <FullScreen label={control.label || t("richFull")} onClose={() => setFull(false)}>
              {surface}
            </FullScreen>
          ) : (
            surface
          )}
        </div>
      </FieldFrame>
    </OwnParts.Provider>
  );
}

interface SurfaceProps {
  invalid: boolean;
  disabled: boolean;
  height: string | undefined;
  children: ReactNode;
}

/** As in word processors: to the toolbar from wherever the text stands. */
function toTools(event: KeyboardEvent<HTMLElement>): void {
  if (!event.altKey || event.key !== "F10") return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>("[role=toolbar] [tabindex='0']")?.focus();
}

function Surface({ invalid, disabled, height, children }: SurfaceProps) {
  return (
    <Box
      onKeyDown={toTools}
      sx={({ vars }) => ({
        display: "flex",
        flexDirection: "column",
        height,
        border: `1px solid ${invalid ? vars.palette.error.main : vars.palette.tone.control}`,
        borderRadius: "6px",
        overflow: "hidden",
        backgroundColor: disabled ? vars.palette.tone.sunken : vars.palette.background.paper,
        color: disabled ? vars.palette.text.disabled : vars.palette.text.primary,
        "&:focus-within": { outline: `2px solid ${invalid ? vars.palette.error.main : vars.palette.primary.main}`, outlineOffset: "-1px" },
      })}
    >
      {children}
    </Box>
  );
}

/** The same text over the whole screen. */
function FullScreen({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  const part = useOwnPart();
  return (
    <Dialog open fullScreen onClose={onClose} {...part} slotProps={{ paper: { "aria-label": label, sx: { p: 3 } } }}>
      {children}
    </Dialog>
  );
}

import Box from "@mui/material/Box";
import { styled } from "@mui/material/styles";
import Typography from "@mui/material/Typography";
import { Upload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ViewProps } from "../define";
import { FieldFrame } from "../shared/field-frame";
import { fileSize } from "../shared/file-size";
import { useFieldControl } from "../shared/use-field-control";
import type { fileSettings } from "./index";
import { patternsOf, rulesOf, smallestLimit } from "./rules";
import { SendingRow } from "./sending-row";
import { StoredRow } from "./stored-row";
import { useUpload } from "./use-upload";

export function FileView({ node, settings, field, runtime, design }: ViewProps<typeof fileSettings>) {
  const { t } = useTranslation("components");
  const control = useFieldControl(node, settings, field, runtime);
  const rules = rulesOf(settings, field?.property);
  const { sending, refusal, choose, pause, resume, cancel, clear } = useUpload({ node, field, runtime, control, rules });
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  const bound = settings.binding !== undefined && settings.binding !== "";
  const value = !bound && settings.value ? settings.value : typeof control.value === "string" && !sending ? control.value : undefined;
  const writable = bound && !settings.read_only && !control.disabled && !control.readOnly;
  // While a file is on its way there is nothing to choose, and nothing to drop.
  const open = writable && !sending;
  const accept = rules.map(({ types }) => patternsOf(types)).find((patterns) => patterns.length > 0)?.join(",");
  const limit = smallestLimit(rules);
  const { id, tabIndex, onFocus, "data-field": path, "aria-describedby": described } = control.inputProps;
  const error = refusal ?? control.error;
  const pick = () => input.current?.click();

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (open && file) choose(file);
  };

  return (
    <FieldFrame control={{ ...control, error }}>
      <Zone
        data-over={over || undefined}
        data-invalid={error !== undefined || undefined}
        data-disabled={control.disabled || undefined}
        role="group"
        aria-disabled={control.disabled || undefined}
        onDragOver={(event) => {
          if (!open) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={drop}
      >
        <HiddenInput
          ref={input}
          id={id}
          type="file"
          tabIndex={tabIndex}
          data-field={path}
          accept={accept}
          required={control.required && value === undefined}
          disabled={!open}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={[refusal === undefined ? "" : control.errorId, described].filter(Boolean).join(" ") || undefined}
          onFocus={onFocus}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            // The same file chosen again is a choice too.
            event.target.value = "";
            if (file) choose(file);
          }}
        />
        {sending ? (
          <SendingRow sending={sending} label={control.label} locale={runtime.locale} onPause={pause} onResume={resume} onCancel={cancel} />
        ) : value === undefined ? (
          <Empty open={open || design} hint={hintOf()} onPick={pick} />
        ) : (
          <StoredRow
            source={bound ? { path: settings.binding ?? "", value } : { reference: value }}
            label={control.label}
            runtime={runtime}
            onReplace={open ? pick : undefined}
            onClear={open ? clear : undefined}
          />
        )}
      </Zone>
    </FieldFrame>
  );

  function hintOf(): string {
    const types = rules.map((rule) => patternsOf(rule.types).join(", ")).find((text) => text !== "");
    return [types, limit === undefined ? undefined : t("fileUpTo", { limit: fileSize(limit, runtime.locale) })].filter(Boolean).join(" · ");
  }
}

/** Nothing chosen: the whole zone is a button for the mouse, the input itself for the keyboard. */
function Empty({ open, hint, onPick }: { open: boolean; hint: string; onPick: () => void }) {
  const { t } = useTranslation("components");
  if (!open) {
    return (
      <Typography variant="body2" color="textSecondary" sx={{ px: 3, py: 2 }}>
        {t("fileNone")}
      </Typography>
    );
  }
  return (
     
    <Box onClick={onPick} sx={{ display: "flex", alignItems: "center", gap: 3, px: 3, py: 2.5, cursor: "pointer", minWidth: 0 }}>
      <Box sx={{ display: "grid", placeItems: "center", width: 32, height: 32, borderRadius: 1, bgcolor: "tone.accent", color: "primary.main", flex: "none" }}>
        <Upload size={16} aria-hidden />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2">{t("fileChoose")}</Typography>
        {hint !== "" && (
          <Typography variant="caption" color="textSecondary" sx={{ display: "block", overflowWrap: "anywhere" }}>
            {hint}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

const Zone = styled("div")(({ theme }) => ({
  position: "relative",
  width: "100%",
  border: `1px dashed ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
  "&:hover": { borderColor: theme.vars.palette.text.secondary },
  "&:focus-within": { borderColor: theme.vars.palette.primary.main, borderStyle: "solid" },
  "&[data-over]": { borderColor: theme.vars.palette.primary.main, borderStyle: "solid", backgroundColor: theme.vars.palette.action.hover },
  "&[data-invalid]": { borderColor: theme.vars.palette.error.main },
  "&[data-disabled]": { opacity: 0.6 },
}));

const HiddenInput = styled("input")({ position: "absolute", width: 1, height: 1, opacity: 0, overflow: "hidden" });

import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { styled } from "@mui/material/styles";
import Typography from "@mui/material/Typography";
import { Keyboard, X } from "lucide-react";
import { type FocusEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { ViewProps } from "../define";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import type { signatureSettings } from "./index";
import { drawnName } from "./drawn-name";
import { NameField } from "./name-field";
import { useSignaturePad } from "./use-signature-pad";

/** A picture as it is stored; anything else in the property is shown as nothing. */
const PICTURE = /^data:image\/png;base64,[a-z0-9+/=]+$/i;

export function SignatureView({ node, settings, field, runtime, design }: ViewProps<typeof signatureSettings>) {
  const { t } = useTranslation("components");
  const control = useFieldControl(node, settings, field, runtime);
  const { disabled, readOnly, label, labelId, error, errorId, inputProps } = control;
  const picture = typeof control.value === "string" && PICTURE.test(control.value) ? control.value : undefined;
  const writable = !disabled && !readOnly;
  const [typing, setTyping] = useState(false);
  const textId = `${inputProps.id}-type`;
  const keep = (value: string | null) => {
    control.change(value);
    control.commit(value);
  };
  const { canvas, onClear } = useSignaturePad({ picture, active: writable && !design && !typing, onDrawn: keep });

  const entered = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) inputProps.onFocus();
  };

  return (
    <FieldFrame control={control}>
      <Box role="group" aria-disabled={disabled || undefined} aria-labelledby={label ? labelId : undefined} aria-describedby={error === undefined ? undefined : errorId} onFocus={entered}>
        <Paper data-invalid={error !== undefined || undefined} data-disabled={disabled || undefined} style={{ height: cssSize(settings.height) }}>
          {writable ? (
            <>
              <canvas ref={canvas} role="img" aria-label={picture ? t("signatureDone") : t("signatureNone")} />
              {!picture && <Line aria-hidden>{t("signatureHere")}</Line>}
            </>
          ) : (
            <>
              {picture && <img src={picture} alt={t("signatureDone")} draggable={false} />}
              {!picture && <Line aria-hidden={false}>{t("signatureNone")}</Line>}
            </>
          )}
        </Paper>
        {writable && typing && (
          <NameField
            onDone={(name) => {
              setTyping(false);
              const drawn = name === "" ? undefined : drawnName(name);
              if (drawn) keep(drawn);
            }}
          />
        )}
        {writable && !typing && (
          <Box sx={{ display: "flex", gap: 1, mt: 1 }}>
            <Button
              size="small"
              variant="text"
              id={inputProps.id}
              tabIndex={inputProps.tabIndex}
              data-field={inputProps["data-field"]}
              aria-labelledby={label ? `${labelId} ${textId}` : textId}
              aria-describedby={inputProps["aria-describedby"]}
              startIcon={<Keyboard size={14} aria-hidden />}
              onClick={() => {
                setTyping(true);
              }}
            >
              <span id={textId}>{t("signatureType")}</span>
            </Button>
            {picture && (
              <Button
                size="small"
                variant="text"
                startIcon={<X size={14} aria-hidden />}
                aria-label={label ? t("clearNamed", { label }) : undefined}
                onClick={() => {
                  onClear();
                  keep(null);
                }}
              >
                {t("clear")}
              </Button>
            )}
          </Box>
        )}
      </Box>
    </FieldFrame>
  );
}

/** Paper is white in the dark as well: the ink is stored dark, for documents. */
const Paper = styled("div")(({ theme }) => ({
  position: "relative",
  aspectRatio: "3 / 1",
  minHeight: 96,
  width: "100%",
  maxWidth: 480,
  overflow: "hidden",
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.common.white,
  "&:focus-within": { borderColor: theme.vars.palette.primary.main },
  "&[data-invalid]": { borderColor: theme.vars.palette.error.main },
  "&[data-disabled]": { opacity: 0.7 },
  "& > canvas": { position: "absolute", inset: 0, width: "100%", height: "100%", touchAction: "none", cursor: "crosshair" },
  "& > img": { position: "absolute", inset: 0, width: "100%", height: "100%", objectFit: "contain" },
}));

/** Where to sign. */
function Line({ children, ...rest }: { children: string; "aria-hidden": boolean }) {
  return (
    <Typography
      {...rest}
      variant="caption"
      component="div"
      sx={(theme) => ({ position: "absolute", insetInline: 24, bottom: "22%", borderTop: 1, borderColor: theme.palette.grey[400], color: theme.palette.grey[600], pt: 0.5, pointerEvents: "none" })}
    >
      {children}
    </Typography>
  );
}

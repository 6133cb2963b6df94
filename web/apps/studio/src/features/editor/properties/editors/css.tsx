import { Box } from "@mui/material";
import { useTranslation } from "react-i18next";

import { TextControl } from "./controls";
import type { Reading } from "./controls";
import { textOf } from "./props";
import type { EditorProps } from "./props";

const SIZE = /^\d+(\.\d+)?(px|%|em|rem|vh|vw)$/;

/** Empty is automatic, a whole number is pixels, otherwise a number with its unit. */
export function readSize(text: string): Reading<number | string | undefined> {
  const typed = text.trim();
  if (typed === "") return { value: undefined };
  if (/^\d+$/.test(typed)) return { value: Number(typed) };
  return SIZE.test(typed) ? { value: typed } : null;
}

export function SizeEditor({ id, spec, value, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  return <TextControl id={id} label={spec.title} text={textOf(value)} placeholder={t("properties.automatic")} read={readSize} onChange={onChange} />;
}

function readColor(text: string): Reading<string | undefined> {
  const typed = text.trim();
  if (typed === "") return { value: undefined };
  // jsdom has no CSS.supports; the server checks again.
  return typeof CSS === "undefined" || typeof CSS.supports !== "function" || CSS.supports("color", typed) ? { value: typed } : null;
}

const HEX = /^#[0-9a-f]{6}$/i;

export function ColorEditor({ id, spec, value, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const color = textOf(value);
  return (
    <TextControl
      id={id}
      label={spec.title}
      text={color}
      placeholder={t("properties.none")}
      read={readColor}
      onChange={onChange}
      prefix={
        <Box
          component="input"
          type="color"
          aria-label={t("properties.pick", { label: spec.title })}
          value={HEX.test(color) ? color : "#ffffff"}
          onChange={(event) => onChange(event.target.value, `color-${id}`)}
          sx={{
            flex: "none",
            width: 16,
            height: 16,
            mr: 1.5,
            p: 0,
            border: 1,
            borderColor: "tone.control",
            borderRadius: "4px",
            cursor: "pointer",
            bgcolor: "transparent",
            opacity: color === "" ? 0.4 : 1,
            "&::-webkit-color-swatch-wrapper": { p: 0 },
            "&::-webkit-color-swatch": { border: 0, borderRadius: "3px" },
          }}
        />
      }
    />
  );
}

import { ActionIcon } from "@aqtra/ui";
import { Box } from "@mui/material";
import { AlignCenter, AlignLeft, AlignRight, Bold, Italic, Underline } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { TextStyle } from "./api";
import { ColorInput, NumberInput, Pair } from "./fields";

type Align = TextStyle["align"];
const ALIGNS: [Align, typeof AlignLeft][] = [
  ["start", AlignLeft],
  ["center", AlignCenter],
  ["end", AlignRight],
];
const LOOKS = [
  ["bold", Bold],
  ["italic", Italic],
  ["underline", Underline],
] as const;

export function AlignButtons({ value, onChange }: { value: Align; onChange: (align: Align) => void }) {
  const { t } = useTranslation("templates");
  return (
    <Box role="group" aria-label={t("style.align")} sx={{ display: "flex", gap: 0.5 }}>
      {ALIGNS.map(([align, icon]) => (
        <ActionIcon key={align} icon={icon} size="small" name={t(`style.${align}`)} aria-pressed={value === align} sx={pressed(value === align)} onClick={() => onChange(align)} />
      ))}
    </Box>
  );
}

export interface Looks {
  bold: boolean;
  italic: boolean;
  underline: boolean;
}

export function LookButtons({ value, onChange }: { value: Looks; onChange: (change: Partial<Looks>) => void }) {
  const { t } = useTranslation("templates");
  return (
    <Box role="group" aria-label={t("style.look")} sx={{ display: "flex", gap: 0.5 }}>
      {LOOKS.map(([look, icon]) => (
        <ActionIcon key={look} icon={icon} size="small" name={t(`style.${look}`)} aria-pressed={value[look]} sx={pressed(value[look])} onClick={() => onChange({ [look]: !value[look] })} />
      ))}
    </Box>
  );
}

const pressed = (isOn: boolean) => (isOn ? { bgcolor: "tone.accent", color: "primary.main" } : {});

/** How the text of an element is written. */
export function StyleFields({ style, onChange }: { style: TextStyle; onChange: (style: TextStyle, about: string) => void }) {
  const { t } = useTranslation("templates");
  const set = (change: Partial<TextStyle>, about = ""): void => onChange({ ...style, ...change }, about);
  return (
    <>
      <Box sx={{ display: "flex", gap: 3, flexWrap: "wrap" }}>
        <LookButtons value={style} onChange={set} />
        <AlignButtons value={style.align} onChange={(align) => set({ align })} />
      </Box>
      <NumberInput id="style-size" label={t("style.size")} hint={t("style.sizeHint")} unit="pt" min={4} max={96} step={0.5} optional value={style.size} onChange={(size) => set({ size }, "size")} />
      <Pair>
        <ColorInput id="style-color" label={t("style.color")} value={style.color} onChange={(color) => set({ color }, "color")} />
        <ColorInput id="style-background" label={t("style.background")} value={style.background} onChange={(background) => set({ background }, "background")} />
      </Pair>
    </>
  );
}

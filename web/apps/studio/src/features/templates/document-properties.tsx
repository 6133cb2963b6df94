import { Box, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import type { Content, Page } from "./api";
import { Choice, ColorInput, NumberInput, Pair, TextInput } from "./fields";
import type { Editing } from "./use-history";

const SIZES: Page["size"][] = ["a3", "a4", "a5", "letter", "legal"];
const SIDES = ["top", "right", "bottom", "left"] as const;
/** Languages whose ways of writing dates and numbers are offered; the platform knows more of them. */
const LOCALES = ["ar", "cs", "da", "de", "de_AT", "de_CH", "el", "en", "en_GB", "en_US", "es", "fi", "fr", "he", "hu", "it", "ja", "ko", "nl", "no", "pl", "pt", "pt_BR", "ro", "ru", "sv", "tr", "uk", "zh"];

/** Name and paper. */
export function DocumentProperties({ editing }: { editing: Editing }) {
  const { t, i18n } = useTranslation("templates");
  const { name, description, page } = editing.content;
  const set = (change: Partial<Content>, about: string): void => editing.change((content) => ({ ...content, ...change }), about);
  const setPage = (change: Partial<Page>, about = ""): void => editing.change((content) => ({ ...content, page: { ...content.page, ...change } }), about);
  const languages = new Intl.DisplayNames([i18n.language], { type: "language" });
  return (
    <Box sx={{ p: 4, display: "grid", gap: 4, gridTemplateColumns: "minmax(0, 1fr)" }}>
      <Typography variant="subtitle2" component="h2">
        {t("document")}
      </Typography>
      <TextInput id="template-name" label={t("fields.name")} required value={name} onChange={(value) => set({ name: value }, "name")} />
      <TextInput id="template-description" label={t("fields.description")} maxLength={2000} value={description} onChange={(value) => set({ description: value }, "description")} />
      <Typography variant="subtitle2" component="h3">
        {t("page.title")}
      </Typography>
      <Pair>
        <Choice id="page-size" label={t("page.size")} value={page.size} choices={SIZES} name={(size) => t(`page.sizes.${size}`)} onChange={(size) => setPage({ size })} />
        <Choice id="page-orientation" label={t("page.orientation")} value={page.orientation} choices={["portrait", "landscape"]} name={(choice) => t(`page.${choice}`)} onChange={(orientation) => setPage({ orientation })} />
      </Pair>
      <Pair>
        {SIDES.map((side) => (
          <NumberInput key={side} id={`margin-${side}`} label={t(`page.margin.${side}`)} unit="mm" max={100} value={page.margins[side]} onChange={(value) => setPage({ margins: { ...page.margins, [side]: value } }, `margin:${side}`)} />
        ))}
      </Pair>
      <Pair>
        <Choice id="page-font" label={t("page.font")} value={page.font} choices={["sans", "serif", "mono"]} name={(font) => t(`page.fonts.${font}`)} onChange={(font) => setPage({ font })} />
        <NumberInput id="page-text-size" label={t("page.textSize")} unit="pt" min={5} max={30} step={0.5} value={page.text_size} onChange={(value) => setPage({ text_size: value }, "text-size")} />
      </Pair>
      <ColorInput id="page-accent" label={t("page.accent")} optional={false} value={page.accent} onChange={(accent) => setPage({ accent }, "accent")} />
      <Choice
        id="page-locale"
        label={t("page.locale")}
        hint={t("page.localeHint")}
        value={page.locale}
        choices={LOCALES.includes(page.locale) ? LOCALES : [page.locale, ...LOCALES]}
        name={(locale) => languages.of(locale.replace("_", "-")) ?? locale}
        onChange={(locale) => setPage({ locale })}
      />
    </Box>
  );
}

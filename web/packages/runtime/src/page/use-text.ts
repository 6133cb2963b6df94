import type { LocalizedText } from "@aqtra/components";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** Text in the reader's language: the key when it is known, otherwise the literal value. */
export function useText(): (value: LocalizedText | null | undefined) => string {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useCallback(
    (value) => {
      if (!value) return "";
      const { translation_key: key, translation_value: literal } = value;
      if (key && i18n.exists(key, { ns: "application", lng: language })) return i18n.t(key, { ns: "application", lng: language });
      return literal || key;
    },
    [i18n, language],
  );
}

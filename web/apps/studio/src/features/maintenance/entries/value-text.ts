import { displayValue } from "@aqtra/components";
import type { FieldProperty } from "@aqtra/components";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A stored value as people read it; empty text for none. */
export function useValueText(): (value: unknown, property: FieldProperty | undefined) => string {
  const { t } = useTranslation("components");
  return useCallback(
    (value, property) => displayValue(value, property, { locale: navigator.language, timeZone: TIME_ZONE, yes: t("yes"), no: t("no") }),
    [t],
  );
}

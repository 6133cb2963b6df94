import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** Dates as the reader's language writes them. */
export function useDates() {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const days = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium" });
    const moments = new Intl.DateTimeFormat(i18n.language, { dateStyle: "medium", timeStyle: "short" });
    return { day: (at: string) => days.format(new Date(at)), moment: (at: string) => moments.format(new Date(at)) };
  }, [i18n.language]);
}

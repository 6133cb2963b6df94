import { AdapterDayjs } from "@mui/x-date-pickers/AdapterDayjs";
import { LocalizationProvider } from "@mui/x-date-pickers/LocalizationProvider";
import { ruRU, trTR } from "@mui/x-date-pickers/locales";
import "dayjs/locale/en-gb";
import "dayjs/locale/ru";
import "dayjs/locale/tr";
import type { ReactNode } from "react";

const TEXTS = { tr: trTR, ru: ruRU } as const;

/** Calendar texts and the order of day, month and year in the reader's language. */
export function PickersProvider({ locale, children }: { locale: string; children: ReactNode }) {
  const language = locale.split("-")[0] ?? "en";
  // Outside the United States English writes the day first.
  const dates = language === "en" && locale !== "en" && locale !== "en-US" ? "en-gb" : language;
  const texts = language === "tr" || language === "ru" ? TEXTS[language] : undefined;
  return (
    <LocalizationProvider
      dateAdapter={AdapterDayjs}
      adapterLocale={dates}
      localeText={texts?.components.MuiLocalizationProvider.defaultProps.localeText}
    >
      {children}
    </LocalizationProvider>
  );
}

import { AdapterDayjs } from "@mui/x-date-pickers/AdapterDayjs";
import { LocalizationProvider } from "@mui/x-date-pickers/LocalizationProvider";
import { ruRU, trTR } from "@mui/x-date-pickers/locales";
import "dayjs/locale/en-gb";
import "dayjs/locale/ru";
import "dayjs/locale/tr";
import { type ReactNode, useMemo } from "react";

import { toMoment } from "./instants";

const TEXTS = { tr: trTR, ru: ruRU } as const;

/**
 * Calendar texts and the order of day, month and year in the reader's language. Pickers work on wall clocks written as
 * UTC; `zone` says which day is today.
 */
export function PickersProvider({ locale, zone, children }: { locale: string; zone: string; children: ReactNode }) {
  const language = locale.split("-")[0] ?? "en";
  // Outside the United States English writes the day first.
  const dates = language === "en" && locale !== "en" && locale !== "en-US" ? "en-gb" : language;
  const texts = language === "tr" || language === "ru" ? TEXTS[language] : undefined;
  const adapter = useMemo(() => adapterIn(zone), [zone]);
  return (
    <LocalizationProvider
      dateAdapter={adapter}
      adapterLocale={dates}
      localeText={texts?.components.MuiLocalizationProvider.defaultProps.localeText}
    >
      {children}
    </LocalizationProvider>
  );
}

/** The library's adapter, whose "now" is what the reader's clock shows. */
function adapterIn(zone: string): typeof AdapterDayjs {
  return class extends AdapterDayjs {
    constructor(options?: ConstructorParameters<typeof AdapterDayjs>[0]) {
      super(options);
      const date = this.date;
      const now = () => toMoment(new Date().toISOString(), "datetime", zone);
      this.date = ((value, timezone) => (value === undefined ? now() : date(value, timezone))) as typeof date;
    }
  };
}

/** When the Input dataflow starts by itself: the expression, what it means, and how the published one stands. */

import { changeSettings } from "@aqtra/model";
import { Autocomplete, Box, TextField, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import { api } from "../../../shared/api";
import { dateTime } from "../../../shared/format";
import { usePause } from "../../../shared/use-pause";
import { useDocument, useRun } from "../state";
import { cronWords } from "./cron-words";
import type { CronWords } from "./cron-words";

const SUGGESTED = ["*/15 * * * *", "0 * * * *", "0 6 * * *", "0 6 * * 1-5", "0 6 * * 1", "0 6 1 * *"];
const LONGEST = 200;
/** A Sunday: weekdays are counted from it. */
const A_SUNDAY = Date.UTC(2023, 0, 1);
const DAY = 24 * 60 * 60 * 1000;

export function ScheduleField() {
  const { t } = useTranslation("editor");
  const { settings } = useDocument();
  const run = useRun();
  const say = useWords();
  const reading = useReading(settings.cron);
  const words = reading.isBad ? null : say(settings.cron);
  return (
    <Box data-setting="cron" sx={{ display: "grid", gap: 1 }}>
      <Autocomplete
        freeSolo
        options={SUGGESTED}
        filterOptions={(options) => options}
        inputValue={settings.cron}
        value={settings.cron}
        onInputChange={(_, cron) => {
          if (cron !== settings.cron) run(changeSettings({ cron: cron.slice(0, LONGEST) }, "settings.cron"));
        }}
        renderOption={({ key, ...props }, option) => (
          <Box component="li" key={key} {...props} sx={{ display: "flex", justifyContent: "space-between", gap: 4 }}>
            <span>{say(option)}</span>
            <Typography component="span" variant="mono" color="textSecondary">
              {option}
            </Typography>
          </Box>
        )}
        renderInput={(params) => <TextField {...params} label={t("settings.cron")} helperText={t("settings.cronHelp")} error={reading.isBad} />}
      />
      <Typography variant="body2" role="status" color={reading.isBad ? "error" : "textPrimary"}>
        {words !== null && `${words}. `}
        {reading.text}
      </Typography>
      <Standing />
    </Box>
  );
}

/** The next three times, or why there are none. */
function useReading(cron: string): { isBad: boolean; text: string } {
  const { t } = useTranslation("editor");
  const settled = usePause(cron.trim());
  const { currentData } = api.useReadCronQuery({ cron: settled }, { skip: settled === "" });
  if (!currentData || cron.trim() === "") return { isBad: false, text: "" };
  const { zone, upcoming = [], reason } = currentData;
  if (reason) return { isBad: true, text: t("settings.cronBad", { reason }) };
  if (upcoming.length === 0) return { isBad: true, text: t("settings.cronNever") };
  const times = upcoming.map((time) => inZone(time, zone)).join(" · ");
  return { isBad: false, text: `${t("settings.cronNext", { times })} ${t("settings.cronZone", { zone })}` };
}

/** What is live, which may be another expression than the one that is typed. */
function Standing() {
  const { t } = useTranslation("editor");
  const { key } = useDocument();
  const { data } = api.useGetScheduleQuery({ key }, { refetchOnMountOrArgChange: true });
  if (!data?.active) return null;
  const parts = [
    data.next_at ? t("settings.cronActive", { next: dateTime(data.next_at) }) : t("settings.cronActiveNever"),
    ...(data.last_at ? [t("settings.cronLast", { last: dateTime(data.last_at) })] : []),
    ...(data.running ? [t("settings.cronRunning")] : []),
    ...(data.skipped_at ? [t("settings.cronSkipped", { skipped: dateTime(data.skipped_at) })] : []),
  ];
  return (
    <Typography variant="body2" color="textSecondary">
      {parts.join(" ")}
    </Typography>
  );
}

function useWords(): (cron: string) => string | null {
  const { t } = useTranslation("editor");
  return (cron) => {
    const words = cronWords(cron);
    return words === null ? null : t(`settings.cronWords.${words.key}`, { ...words, ...(words.key === "weekly" ? { day: dayName(words) } : {}) });
  };
}

function dayName({ weekday }: Extract<CronWords, { key: "weekly" }>): string {
  return new Intl.DateTimeFormat(undefined, { weekday: "long", timeZone: "UTC" }).format(A_SUNDAY + weekday * DAY);
}

function inZone(time: string, zone: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(time));
}

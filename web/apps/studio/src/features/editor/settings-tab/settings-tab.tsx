/** What the component is called, who may open it, and where. */

import { changeSettings } from "@aqtra/model";
import type { AccessMode } from "@aqtra/model";
import { Box, Checkbox, FormControl, FormControlLabel, FormGroup, FormHelperText, FormLabel, Radio, RadioGroup, Switch, TextField, Typography } from "@mui/material";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useGetDomainsQuery } from "../../../shared/api";
import { useDocument, useRun, useSession } from "../state";
import { ProxyMode } from "./proxy-mode";
import { RunAsField } from "./run-as-field";
import { ScheduleField } from "./schedule-field";

const TITLE_LENGTH = 200;
const DESCRIPTION_LENGTH = 4000;
const MODES: readonly AccessMode[] = ["private", "public"];

export function SettingsTab() {
  const { t } = useTranslation("editor");
  const { settings, key } = useDocument();
  const run = useRun();
  const form = useRef<HTMLFormElement>(null);
  const focused = useSession((session) => session.view.setting);
  useEffect(() => {
    if (focused) form.current?.querySelector<HTMLElement>(`[data-setting="${CSS.escape(focused)}"] input, [data-setting="${CSS.escape(focused)}"] textarea`)?.focus();
  }, [focused]);
  return (
    <Box sx={{ flex: "1 1 0", overflow: "auto" }}>
      <Box component="form" ref={form} onSubmit={(event) => event.preventDefault()} aria-label={t("tabs.settings")} sx={{ maxWidth: 720, p: 8, display: "grid", gap: 6 }}>
        <Title title={settings.title} onTitle={(title, merge) => run(changeSettings({ title }, merge))} />
        <Box data-setting="description">
          <TextField
            label={t("settings.description")}
            helperText={t("settings.descriptionHelp")}
            multiline
            minRows={3}
            maxRows={10}
            value={settings.description}
            onChange={(event) => run(changeSettings({ description: event.target.value }, "settings.description"))}
            slotProps={{ htmlInput: { maxLength: DESCRIPTION_LENGTH } }}
          />
        </Box>
        <FormControl data-setting="access_mode">
          <FormLabel id="access-mode" sx={{ typography: "body2", fontWeight: 550, color: "text.primary" }}>{t("settings.accessMode")}</FormLabel>
          <RadioGroup aria-labelledby="access-mode" value={settings.access_mode} onChange={(event) => run(changeSettings({ access_mode: event.target.value as AccessMode }))}>
            {MODES.map((mode) => (
              <FormControlLabel
                key={mode}
                value={mode}
                control={<Radio />}
                label={
                  <>
                    {t(`settings.${mode}`)}
                    <Typography component="span" variant="body2" color="textSecondary"> — {t(`settings.${mode}Help`)}</Typography>
                  </>
                }
              />
            ))}
          </RadioGroup>
        </FormControl>
        <FormControl data-setting="restrict_access">
          <FormControlLabel
            sx={{ ml: 0, gap: 2, alignSelf: "start" }}
            control={<Switch checked={settings.restrict_access} onChange={(_, restrict) => run(changeSettings({ restrict_access: restrict }))} slotProps={{ input: { "aria-describedby": "restrict-access-help" } }} />}
            label={t("settings.restrictAccess")}
          />
          <FormHelperText id="restrict-access-help">{t("settings.restrictAccessHelp")}</FormHelperText>
        </FormControl>
        <ProxyMode />
        <ScheduleField />
        <RunAsField />
        <Domains chosen={settings.domains} onChosen={(domains) => run(changeSettings({ domains }))} />
        <TextField label={t("settings.key")} value={key} helperText={t("settings.keyHelp")} slotProps={{ input: { readOnly: true, sx: { fontFamily: "monospace", fontSize: 13, bgcolor: "tone.sunken" } } }} />
      </Box>
    </Box>
  );
}

/** A component cannot be stored without a title, so an emptied one is not taken over until something is typed. */
function Title({ title, onTitle }: { title: string; onTitle: (title: string, merge: string) => void }) {
  const { t } = useTranslation("editor");
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const isEmpty = (typed ?? title).trim() === "";
  return (
    <Box data-setting="title">
      <TextField
        id={id}
        required
        label={t("settings.title")}
        value={typed ?? title}
        error={isEmpty}
        helperText={isEmpty ? t("settings.titleMissing") : t("settings.titleHelp")}
        onChange={(event) => {
          const next = event.target.value;
          setTyped(next.trim() === "" ? next : null);
          if (next.trim() !== "") onTitle(next, "settings.title");
        }}
        onBlur={() => setTyped(null)}
        slotProps={{ htmlInput: { maxLength: TITLE_LENGTH } }}
      />
    </Box>
  );
}

function Domains({ chosen, onChosen }: { chosen: readonly string[]; onChosen: (domains: string[]) => void }) {
  const { t } = useTranslation("editor");
  const { data } = useGetDomainsQuery(undefined);
  const known = (data ?? []).map(({ name, title }) => ({ name, title: title || name }));
  const lost = chosen.filter((name) => data && !known.some((domain) => domain.name === name)).map((name) => ({ name, title: name }));
  return (
    <FormControl component="fieldset" data-setting="domains">
      <FormLabel component="legend" sx={{ typography: "body2", fontWeight: 550, color: "text.primary" }}>{t("settings.domains")}</FormLabel>
      <FormGroup>
        {[...known, ...lost].map(({ name, title }) => (
          <FormControlLabel
            key={name}
            control={<Checkbox checked={chosen.includes(name)} onChange={(event) => onChosen(event.target.checked ? [...chosen, name] : chosen.filter((other) => other !== name))} />}
            label={
              <>
                {title}
                {title !== name && <Typography component="span" variant="body2" color="textSecondary"> {name}</Typography>}
              </>
            }
          />
        ))}
      </FormGroup>
      <FormHelperText>{t("settings.domainsHelp")}</FormHelperText>
    </FormControl>
  );
}

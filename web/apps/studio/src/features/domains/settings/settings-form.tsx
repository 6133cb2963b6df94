import { Box, FormControlLabel, Paper, Switch, TextField, Typography } from "@mui/material";
import type { PropsWithChildren } from "react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { DomainSettings } from "../../../shared/api";
import { ComponentPicker, PagePicker } from "../../../shared/component-picker";
import { ColourField } from "./colour-field";
import { HostsField } from "./hosts-field";
import { PictureField } from "./picture-field";
import { SignInFields } from "./sign-in-fields";

interface SettingsFormProps {
  domain: string;
  settings: DomainSettings;
  onChange: (change: Partial<DomainSettings>) => void;
}

type Flag = "static_menu" | "hide_top_bar" | "hide_breadcrumbs" | "hide_user_login" | "hide_locale";
const FLAGS: Flag[] = ["static_menu", "hide_top_bar", "hide_breadcrumbs", "hide_user_login", "hide_locale"];

export function SettingsForm({ domain, settings, onChange }: SettingsFormProps) {
  const { t } = useTranslation("domains");
  return (
    <>
      <Section title={t("settings.look")}>
        <TextField
          id="domain-title"
          label={t("settings.titleField")}
          helperText={t("settings.titleHint")}
          value={settings.title}
          onChange={(event) => onChange({ title: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
        <ColourField value={settings.primary_color} onChange={(primary_color) => onChange({ primary_color })} />
        <PictureField name="logo" value={settings.logo} onChange={(logo) => onChange({ logo })} />
        <PictureField name="logoDark" value={settings.logo_dark} onChange={(logo_dark) => onChange({ logo_dark })} />
        <PictureField name="noImage" value={settings.no_image} onChange={(no_image) => onChange({ no_image })} />
      </Section>
      <Section title={t("settings.layout")}>
        <Box>
          {FLAGS.map((flag) => (
            <FlagRow key={flag} flag={flag} checked={settings[flag]} onChange={(checked) => onChange({ [flag]: checked })} />
          ))}
        </Box>
      </Section>
      <Section title={t("settings.start")}>
        <ComponentPicker
          id="default-component"
          domain={domain}
          label={t("settings.defaultComponent")}
          helperText={t("settings.defaultComponentHint")}
          value={settings.default_component}
          onChange={(default_component) => onChange({ default_component, default_page: null })}
        />
        <PagePicker
          id="default-page"
          component={settings.default_component}
          label={t("settings.defaultPage")}
          helperText={t("settings.defaultPageHint")}
          value={settings.default_page}
          onChange={(default_page) => onChange({ default_page })}
        />
      </Section>
      <Section title={t("settings.installed")}>
        <Typography variant="body2" color="textSecondary">
          {t("settings.installedHint")}
        </Typography>
        <TextField
          id="app-name"
          label={t("settings.appName")}
          helperText={t("settings.appNameHint")}
          value={settings.app_name}
          onChange={(event) => onChange({ app_name: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 100 } }}
        />
        <TextField
          id="app-short-name"
          label={t("settings.appShortName")}
          helperText={t("settings.appShortNameHint")}
          value={settings.app_short_name}
          onChange={(event) => onChange({ app_short_name: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 30 } }}
        />
        <PictureField name="icon" value={settings.icon} onChange={(icon) => onChange({ icon })} />
      </Section>
      <Section title={t("settings.signIn")}>
        <SignInFields domain={domain} settings={settings} onChange={onChange} />
      </Section>
      <Section title={t("settings.addresses")}>
        <HostsField value={settings.hosts} onChange={(hosts) => onChange({ hosts })} />
      </Section>
    </>
  );
}

function Section({ title, children }: PropsWithChildren<{ title: string }>) {
  const heading = useId();
  return (
    <Paper variant="outlined" component="section" aria-labelledby={heading} sx={{ p: 5, display: "grid", gap: 4 }}>
      <Typography id={heading} variant="h3" component="h2">
        {title}
      </Typography>
      {children}
    </Paper>
  );
}

function FlagRow({ flag, checked, onChange }: { flag: Flag; checked: boolean; onChange: (checked: boolean) => void }) {
  const { t } = useTranslation("domains");
  return (
    <FormControlLabel
      labelPlacement="start"
      sx={{ m: 0, py: 2, display: "flex", justifyContent: "space-between", "& + &": { borderTop: 1, borderColor: "divider" } }}
      control={<Switch checked={checked} onChange={(_, next) => onChange(next)} slotProps={{ input: { "aria-label": t(`settings.flags.${flag}`) } }} />}
      label={
        <>
          {t(`settings.flags.${flag}`)}
          <Typography variant="caption" component="span" color="textSecondary" sx={{ display: "block" }}>
            {t(`settings.flagHints.${flag}`)}
          </Typography>
        </>
      }
    />
  );
}

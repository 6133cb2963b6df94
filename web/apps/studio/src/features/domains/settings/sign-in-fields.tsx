import { Checkbox, FormControl, FormControlLabel, FormGroup, FormHelperText, FormLabel, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useListEnabledProvidersQuery } from "../../../shared/api";
import type { DomainSettings, OfferedProvider } from "../../../shared/api";
import { ComponentPicker } from "../../../shared/component-picker";

interface SignInFieldsProps {
  domain: string;
  settings: DomainSettings;
  onChange: (change: Partial<DomainSettings>) => void;
}

const LOCAL = "";
const NONE: OfferedProvider[] = [];

/** How people get into the application, and for how long the browser remembers it. */
export function SignInFields({ domain, settings, onChange }: SignInFieldsProps) {
  const { t } = useTranslation("domains");
  const { data } = useListEnabledProvidersQuery(undefined);
  const providers = data ?? NONE;
  return (
    <>
      <Methods providers={providers} settings={settings} onChange={onChange} />
      <TextField
        id="default-provider"
        select
        label={t("settings.defaultProvider")}
        value={settings.default_provider ?? LOCAL}
        onChange={(event) => onChange({ default_provider: event.target.value === LOCAL ? null : event.target.value })}
        slotProps={{ select: { native: true } }}
      >
        <option value={LOCAL}>{t("settings.local")}</option>
        {settings.default_provider && !providers.some(({ id }) => id === settings.default_provider) && (
          <option value={settings.default_provider}>{t("settings.providerOff")}</option>
        )}
        {providers.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </TextField>
      <TextField
        id="session-storage"
        select
        label={t("settings.sessionStorage")}
        helperText={t("settings.sessionStorageHint")}
        value={settings.session_storage}
        onChange={(event) => onChange({ session_storage: event.target.value as DomainSettings["session_storage"] })}
        slotProps={{ select: { native: true } }}
      >
        {(["session", "local"] as const).map((storage) => (
          <option key={storage} value={storage}>
            {t(`settings.storages.${storage}`)}
          </option>
        ))}
      </TextField>
      <ComponentPicker
        id="login-component"
        domain={domain}
        label={t("settings.loginComponent")}
        helperText={t("settings.loginComponentHint")}
        value={settings.login_component}
        onChange={(login_component) => onChange({ login_component })}
      />
    </>
  );
}

function Methods({ providers, settings, onChange }: Omit<SignInFieldsProps, "domain"> & { providers: OfferedProvider[] }) {
  const { t } = useTranslation("domains");
  const all = providers.map(({ id }) => id);
  const chosen = settings.providers ?? all;
  const choose = (id: string, wanted: boolean): void => {
    const next = wanted ? [...chosen, id] : chosen.filter((one) => one !== id);
    // All of them: also those that are added later.
    onChange({ providers: all.every((one) => next.includes(one)) ? null : next });
  };
  return (
    <FormControl component="fieldset">
      <FormLabel component="legend">{t("settings.methods")}</FormLabel>
      <FormGroup>
        <FormControlLabel
          control={<Checkbox checked={settings.local_sign_in} onChange={(_, local_sign_in) => onChange({ local_sign_in })} />}
          label={t("settings.local")}
        />
        {providers.map(({ id, title }) => (
          <FormControlLabel
            key={id}
            control={<Checkbox checked={chosen.includes(id)} onChange={(_, wanted) => choose(id, wanted)} />}
            label={title}
            sx={{ overflowWrap: "anywhere" }}
          />
        ))}
      </FormGroup>
      <FormHelperText sx={{ mx: 0 }}>{t("settings.methodsHint")}</FormHelperText>
    </FormControl>
  );
}

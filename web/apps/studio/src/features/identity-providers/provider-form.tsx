import { FormControlLabel, Switch, TextField, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import { GroupRoles } from "../../shared/group-roles";
import type { Draft, Settings } from "./api";
import { Section } from "./section";
import { FLAGS, LINES, MAPPED } from "./settings-lines";
import type { Line } from "./settings-lines";

interface ProviderFormProps {
  draft: Draft;
  secretIsSet: boolean;
  onChange: (change: Partial<Draft>) => void;
}

export function ProviderForm({ draft, secretIsSet, onChange }: ProviderFormProps) {
  const { t } = useTranslation("identity-providers");
  const { settings } = draft;
  const set = (name: string, value: string | boolean | string[]): void => onChange({ settings: { ...settings, [name]: value } as Settings });
  const values = settings as unknown as Record<string, string | boolean | string[]>;
  return (
    <>
      <Section title={t("sections.general")}>
        <TextField
          id="title"
          label={t("fields.title")}
          helperText={t("hints.title")}
          required
          value={draft.title}
          onChange={(event) => onChange({ title: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 100 } }}
        />
        <Flag name="enabled" checked={draft.enabled} onChange={(enabled) => onChange({ enabled })} />
      </Section>
      <Section title={t(`kinds.${settings.kind}`)}>
        {LINES[settings.kind].map((line) => (
          <SettingLine key={line.name} line={line} value={values[line.name] ?? ""} onChange={(value) => set(line.name, value)} />
        ))}
        {settings.kind !== "saml" && (
          <TextField
            id="secret"
            type="password"
            autoComplete="new-password"
            label={t(`secret.${settings.kind}`)}
            helperText={t(secretIsSet ? "secret.set" : "secret.none")}
            value={draft.secret ?? ""}
            onChange={(event) => onChange({ secret: event.target.value === "" ? null : event.target.value })}
          />
        )}
        {FLAGS[settings.kind].map((name) => (
          <Flag key={name} name={name} checked={values[name] === true} onChange={(checked) => set(name, checked)} />
        ))}
      </Section>
      <Section title={t("sections.mapping")} text={t("hints.mapping")}>
        {MAPPED.map((name) => (
          <TextField
            key={name}
            id={`mapping-${name}`}
            label={t(`mapping.${name}`)}
            value={draft.mapping[name]}
            placeholder={t("usual")}
            onChange={(event) => onChange({ mapping: { ...draft.mapping, [name]: event.target.value } })}
          />
        ))}
      </Section>
      <Section title={t("sections.roles")} text={t("hints.roles")}>
        <GroupRoles value={draft.group_roles} onChange={(group_roles) => onChange({ group_roles })} />
      </Section>
      <Section title={t("sections.accounts")}>
        <Flag name="creates_accounts" checked={draft.creates_accounts} onChange={(creates_accounts) => onChange({ creates_accounts })} />
        <TextField
          id="new-account-role"
          label={t("fields.new_account_role")}
          value={draft.new_account_role}
          onChange={(event) => onChange({ new_account_role: event.target.value })}
        />
        <TextField
          id="email-domains"
          label={t("fields.email_domains")}
          helperText={t("hints.email_domains")}
          value={draft.email_domains.join(" ")}
          onChange={(event) => onChange({ email_domains: words(event.target.value) })}
        />
        <Flag name="trusted_for_email" checked={draft.trusted_for_email} onChange={(trusted_for_email) => onChange({ trusted_for_email })} />
      </Section>
    </>
  );
}

const words = (text: string): string[] => (text.trim() === "" ? [] : text.trimStart().split(/[\s,]+/));

function SettingLine({ line, value, onChange }: { line: Line; value: string | boolean | string[]; onChange: (value: string | string[]) => void }) {
  const { t } = useTranslation("identity-providers");
  const listed = Array.isArray(value);
  return (
    <TextField
      id={line.name}
      label={t(`fields.${line.name}`)}
      helperText={line.hint && t(`hints.${line.name}`)}
      required={line.required}
      multiline={line.tall}
      minRows={line.tall ? 3 : undefined}
      maxRows={10}
      select={line.choices !== undefined}
      value={listed ? value.join(" ") : String(value)}
      onChange={(event) => onChange(listed ? words(event.target.value) : event.target.value)}
      slotProps={{ select: { native: true }, htmlInput: { spellCheck: false } }}
      sx={line.tall ? { "& textarea": { fontFamily: "monospace", fontSize: 12 } } : undefined}
    >
      {line.choices?.map((choice) => (
        <option key={choice} value={choice}>
          {t(`choices.${choice}`)}
        </option>
      ))}
    </TextField>
  );
}

function Flag({ name, checked, onChange }: { name: string; checked: boolean; onChange: (checked: boolean) => void }) {
  const { t } = useTranslation("identity-providers");
  return (
    <FormControlLabel
      labelPlacement="start"
      sx={{ m: 0, display: "flex", justifyContent: "space-between" }}
      control={<Switch checked={checked} onChange={(_, next) => onChange(next)} slotProps={{ input: { "aria-label": t(`fields.${name}`) } }} />}
      label={
        <>
          {t(`fields.${name}`)}
          <Typography variant="caption" component="span" color="textSecondary" sx={{ display: "block" }}>
            {t(`hints.${name}`)}
          </Typography>
        </>
      }
    />
  );
}

import { Notice } from "@aqtra/ui";
import { Box, Button, FormControlLabel, Switch, TextField, Typography } from "@mui/material";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useGetDomainsQuery } from "../../../shared/api";
import { useConfirm } from "../../../shared/confirm";
import { AccessProblem } from "../access-problem";
import { useResetUserPasswordMutation } from "../api";
import type { AccessTree, Role, User } from "../api";
import { PairsEditor } from "../contexts/pairs-editor";
import type { Given } from "../contexts/pairs";
import { EMAIL_LENGTH, NAME_LENGTH } from "../lengths";
import { Section } from "../section";
import { isEmail, TEXTS } from "./draft";
import type { Draft } from "./draft";
import { PasswordDialog } from "./password-dialog";
import type { Issued } from "./password-dialog";

interface ProfileTabProps {
  user: User;
  draft: Draft;
  tree: AccessTree;
  roles: Role[];
  onChange: (part: Partial<Draft>) => void;
}

export function ProfileTab({ user, draft, tree, roles, onChange }: ProfileTabProps) {
  const { t } = useTranslation("access");
  const options = useRoleOptions(roles);
  return (
    <>
      <Section title={t("users.profile")}>
        <Box sx={{ display: "grid", gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))" }, gap: 4 }}>
          {TEXTS.map((name) => (
            <ProfileField key={name} name={name} value={draft[name]} onChange={(value) => onChange({ [name]: value })} />
          ))}
        </Box>
      </Section>
      <Section title={t("assignments.title")} text={t("assignments.text")}>
        <PairsEditor words="assignments" pairs={draft.assignments} options={options} tree={tree} onChange={(assignments) => onChange({ assignments })} />
      </Section>
      <Section title={t("users.signIn")}>
        <Active draft={draft} stored={user.active} onChange={onChange} />
        <ResetPassword user={user} />
      </Section>
    </>
  );
}

function ProfileField({ name, value, onChange }: { name: (typeof TEXTS)[number]; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation("access");
  const required = name === "user_name";
  const isMissing = required && value.trim() === "";
  const isWrong = name === "email" && !isEmail(value);
  const help = isMissing ? t("users.user_nameMissing") : isWrong ? t("users.emailWrong") : required ? t("users.user_nameHelp") : undefined;
  return (
    <TextField
      id={`user-${name}`}
      label={t(`users.${name}`)}
      required={required}
      value={value}
      error={isMissing || isWrong}
      helperText={help}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ htmlInput: { maxLength: name === "email" ? EMAIL_LENGTH : NAME_LENGTH, autoComplete: "off", spellCheck: false } }}
    />
  );
}

function Active({ draft, stored, onChange }: { draft: Draft; stored: boolean; onChange: (part: Partial<Draft>) => void }) {
  const { t } = useTranslation("access");
  return (
    <>
      <FormControlLabel
        labelPlacement="start"
        sx={{ m: 0, display: "flex", justifyContent: "space-between", gap: 4 }}
        control={<Switch checked={draft.active} onChange={(_, active) => onChange({ active })} slotProps={{ input: { "aria-label": t("users.active") } }} />}
        label={
          <>
            {t("users.active")}
            <Typography variant="caption" component="span" color="textSecondary" sx={{ display: "block" }}>
              {t("users.activeHelp")}
            </Typography>
          </>
        }
      />
      {stored && !draft.active && (
        <Notice tone="warning" title={t("users.endsTitle")}>
          {t("users.deactivateText")}
        </Notice>
      )}
    </>
  );
}

/** Done at once, unlike what Save stores. */
function ResetPassword({ user }: { user: User }) {
  const { t } = useTranslation("access");
  const confirm = useConfirm();
  const [resetPassword, { isLoading, error, reset }] = useResetUserPasswordMutation();
  const [issued, setIssued] = useState<Issued | null>(null);
  const ask = async (): Promise<void> => {
    const name = user.user_name;
    if (!(await confirm({ title: t("users.reset", { name }), text: t("users.resetText"), action: t("users.resetAction"), destructive: true }))) return;
    const result = await resetPassword({ userId: user.id });
    if (result.data) setIssued({ userName: name, password: result.data.one_time_password });
  };
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 3, alignItems: "center", pt: 4, borderTop: 1, borderColor: "divider" }}>
      <Box sx={{ flex: "1 1 240px" }}>
        <Typography variant="body1">{t("users.passwordLabel")}</Typography>
        <Typography variant="caption" color="textSecondary" component="p">
          {t("users.passwordHelp")}
        </Typography>
      </Box>
      <Button loading={isLoading} onClick={() => void ask()}>
        {t("users.resetAction")}
      </Button>
      {error !== undefined && (
        <Box sx={{ flex: "1 1 100%" }}>
          <AccessProblem error={error} onClose={reset} />
        </Box>
      )}
      <PasswordDialog
        issued={issued}
        onClose={() => {
          setIssued(null);
          // The answer holds the password: nothing of it stays in memory.
          reset();
        }}
      />
    </Box>
  );
}

function useRoleOptions(roles: readonly Role[]): Given[] {
  const { t } = useTranslation("access");
  const { data: domains } = useGetDomainsQuery(undefined);
  return useMemo(() => {
    const titles = new Map(domains?.map(({ name, title }) => [name, title || name]));
    // The built-in ones first, the others by domain: groups come together.
    return roles.map(({ id, name, domain, built_in: systemOnly }) => ({ id, name, systemOnly, group: domain === null ? t("roles.isBuiltIn") : (titles.get(domain) ?? domain) }));
  }, [domains, roles, t]);
}

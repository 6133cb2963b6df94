import { Notice, useToast } from "@aqtra/ui";
import { Box, Button, TextField } from "@mui/material";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../shared/confirm";
import { useLeaveGuard } from "../../shared/leave-guard";
import { ProblemNotice } from "../../shared/problems";
import { SaveButton } from "../../shared/save-button";
import { PageActions } from "../../shared/top-bar";
import { useRemoveSmtpSettingsMutation, useSaveSmtpSettingsMutation } from "./api";
import type { Server, Settings } from "./api";
import { changeOf, draftOf, isComplete, isDirty, isPort, withSecurity } from "./draft";
import type { Draft } from "./draft";
import { Part } from "./part";

const WAYS = ["starttls", "tls", "none"] as const;

export function ServerForm({ settings: { server, default_exists: hasDefault } }: { settings: Settings }) {
  const { t } = useTranslation("smtp");
  const toast = useToast();
  const [draft, setDraft] = useState(() => draftOf(server));
  const [save, saving] = useSaveSmtpSettingsMutation();
  const dirty = isDirty(draft, server);
  useLeaveGuard(dirty);

  const submit = async (): Promise<void> => {
    const result = await save({ smtpChange: changeOf(draft) });
    if (!result.error) toast.show(t("saved"));
  };
  return (
    <>
      <PageActions>
        {server?.saved && <Remove hasDefault={hasDefault} />}
        <SaveButton dirty={dirty && isComplete(draft)} saving={saving.isLoading} onSave={() => void submit()} />
      </PageActions>
      {saving.error && <ProblemNotice error={saving.error} onClose={saving.reset} />}
      {!server && (
        <Notice tone="warning" title={t("none.title")}>
          {t("none.text")}
        </Notice>
      )}
      {server && !server.saved && <Notice>{t("default")}</Notice>}
      <Part title={t("server.title")} text={t("server.text")}>
        <Fields draft={draft} server={server} onChange={setDraft} />
      </Part>
    </>
  );
}

interface FieldsProps {
  draft: Draft;
  server: Server | null;
  onChange: (draft: Draft) => void;
}

function Fields({ draft, server, onChange }: FieldsProps) {
  const { t } = useTranslation("smtp");
  const id = useId();
  const line = (name: "sender" | "host" | "user", required = false) => ({
    id: `${id}${name}`,
    label: t(`fields.${name}`),
    required,
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) => onChange({ ...draft, [name]: target.value }),
    slotProps: { htmlInput: { maxLength: 320, spellCheck: false, autoComplete: "off" } },
  });
  return (
    <>
      <TextField {...line("sender", true)} helperText={t("hints.sender")} />
      <Box sx={{ display: "grid", gap: 4, gridTemplateColumns: { sm: "2fr 1fr" } }}>
        <TextField {...line("host", true)} />
        <TextField
          id={`${id}port`}
          label={t("fields.port")}
          required
          value={draft.port}
          error={!isPort(draft.port)}
          helperText={isPort(draft.port) ? undefined : t("hints.port")}
          onChange={({ target }) => onChange({ ...draft, port: target.value })}
          slotProps={{ htmlInput: { inputMode: "numeric", maxLength: 5 } }}
        />
      </Box>
      <TextField
        id={`${id}security`}
        select
        label={t("fields.security")}
        helperText={t(`hints.${draft.security}`)}
        value={draft.security}
        onChange={({ target }) => onChange(withSecurity(draft, target.value as Server["security"]))}
        slotProps={{ select: { native: true } }}
      >
        {WAYS.map((way) => (
          <option key={way} value={way}>
            {t(`ways.${way}`)}
          </option>
        ))}
      </TextField>
      <Box sx={{ display: "grid", gap: 4, gridTemplateColumns: { sm: "1fr 1fr" } }}>
        <TextField {...line("user")} helperText={t("hints.user")} />
        <TextField
          id={`${id}password`}
          type="password"
          autoComplete="new-password"
          label={t("fields.password")}
          helperText={t(server?.has_password ? "hints.passwordSet" : "hints.password")}
          value={draft.password ?? ""}
          onChange={({ target }) => onChange({ ...draft, password: target.value === "" ? null : target.value })}
          slotProps={{ htmlInput: { maxLength: 1000 } }}
        />
      </Box>
    </>
  );
}

function Remove({ hasDefault }: { hasDefault: boolean }) {
  const { t } = useTranslation("smtp");
  const confirm = useConfirm();
  const toast = useToast();
  const [remove, { isLoading }] = useRemoveSmtpSettingsMutation();
  const ask = async (): Promise<void> => {
    const question = { title: t("remove.title"), text: t(hasDefault ? "remove.toDefault" : "remove.toNone"), action: t("remove.action"), destructive: true };
    if (!(await confirm(question))) return;
    const result = await remove(undefined);
    if (!result.error) toast.show(t("remove.done"));
  };
  return (
    <Button loading={isLoading} onClick={() => void ask()}>
      {t("remove.action")}
    </Button>
  );
}

import type { ShownSamlKey } from "@aqtra/api";
import { SkeletonForm, useToast } from "@aqtra/ui";
import { Box, Button, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../shared/confirm";
import { date } from "../../shared/format";
import { ProblemNotice } from "../../shared/problems";
import { useAddSamlKeyMutation, useDeleteSamlKeyMutation, useListSamlKeysQuery, useSignWithSamlKeyMutation } from "./api";
import { Section } from "./section";

/** As many as the metadata hold: the one that signs, and the one before or after it. */
const MOST = 2;

/** The keys that this installation has for all SAML providers, and the way from one to the next. */
export function SamlKeys() {
  const { t } = useTranslation("identity-providers");
  const toast = useToast();
  const { data, error } = useListSamlKeysQuery(undefined);
  const [add, adding] = useAddSamlKeyMutation();
  const listed = data ?? [];
  const begin = async (): Promise<void> => {
    const result = await add(undefined);
    if (!result.error) toast.show(t("keys.added"));
  };
  return (
    <Section title={t("keys.title")} text={t("keys.text")}>
      {error && <ProblemNotice error={error} />}
      {adding.error && <ProblemNotice error={adding.error} onClose={adding.reset} />}
      {!data && !error && <SkeletonForm fields={1} />}
      {data?.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t("keys.none")}
        </Typography>
      )}
      {listed.map((key) => (
        <Key key={key.id} shown={key} />
      ))}
      {data && listed.length < MOST && (
        <Box>
          <Button variant="outlined" loading={adding.isLoading} onClick={() => void begin()}>
            {t("keys.add")}
          </Button>
        </Box>
      )}
    </Section>
  );
}

function Key({ shown }: { shown: ShownSamlKey }) {
  const { t } = useTranslation("identity-providers");
  const confirm = useConfirm();
  const toast = useToast();
  const [sign, signing] = useSignWithSamlKeyMutation();
  const [remove, removing] = useDeleteSamlKeyMutation();
  const problem = signing.error ?? removing.error;
  const forget = (): void => {
    signing.reset();
    removing.reset();
  };
  const use = async (): Promise<void> => {
    if (!(await confirm({ title: t("keys.use.title"), text: t("keys.use.text"), action: t("keys.use.action") }))) return;
    const result = await sign({ key: shown.id });
    if (!result.error) toast.show(t("keys.use.done"));
  };
  const discard = async (): Promise<void> => {
    const question = { title: t("keys.delete.title"), text: t("keys.delete.text"), action: t("keys.delete.action") };
    if (!(await confirm({ ...question, destructive: true }))) return;
    const result = await remove({ key: shown.id });
    if (!result.error) toast.show(t("keys.delete.done"));
  };
  const name = t("keys.name", { day: date(shown.created_at) });
  return (
    <Box role="group" aria-label={name} sx={{ display: "grid", gap: 2 }}>
      <Box sx={{ display: "flex", gap: 3, alignItems: "center", flexWrap: "wrap" }}>
        <Box sx={{ flex: 1, minWidth: 200 }}>
          <Typography variant="body2">{name}</Typography>
          <Typography variant="caption" component="p" color="textSecondary">
            {t(shown.signs ? "keys.signs" : "keys.published")} · {t("keys.expires", { day: date(shown.expires_at) })}
          </Typography>
        </Box>
        {!shown.signs && (
          <>
            <Button variant="outlined" loading={signing.isLoading} onClick={() => void use()}>
              {t("keys.use.action")}
            </Button>
            <Button variant="text" color="error" loading={removing.isLoading} onClick={() => void discard()}>
              {t("keys.delete.action")}
            </Button>
          </>
        )}
      </Box>
      {problem && <ProblemNotice error={problem} onClose={forget} />}
    </Box>
  );
}

import Button from "@mui/material/Button";
import type { FactorAdded, OwnAccountInfo, TotpSetup as Setup } from "@aqtra/api";
import { useBeginTotpMutation, useRemoveTotpMutation, useRenewRecoveryCodesMutation, useSetEmailCodesMutation } from "@aqtra/api/client";
import { ConfirmDialog } from "@aqtra/ui";
import { LifeBuoy, Mail, Smartphone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNote } from "../problem-note";
import { PasskeyRows } from "./passkeys-rows";
import { RecoveryCodes } from "./recovery-codes";
import { Row, Section } from "./section";
import { TotpSetup } from "./totp-setup";
import type { Guarded } from "./use-proof";

interface FactorsProps {
  account: OwnAccountInfo;
  guarded: Guarded;
  /** Called once new recovery codes were put away, or when there are none. */
  onAdded?: () => void;
}

/** The second step of signing in: passkeys, an app, mail, and codes for the day they are lost. */
export function FactorsSection(props: FactorsProps) {
  const { t } = useTranslation("account");
  return (
    <Section title={t("factors.title")} text={t(props.account.second_factor_demanded ? "factors.demanded" : "factors.text")}>
      <Factors {...props} />
    </Section>
  );
}

export function Factors({ account, guarded, onAdded }: FactorsProps) {
  const [codes, setCodes] = useState<readonly string[]>();
  const added = ({ recovery_codes: fresh }: FactorAdded) => {
    if (fresh) setCodes(fresh);
    else onAdded?.();
  };
  const any = account.totp || account.email_code || account.passkeys.length > 0;
  return (
    <>
      <PasskeyRows account={account} guarded={guarded} onAdded={added} />
      <TotpRow account={account} guarded={guarded} onAdded={added} />
      <MailRow account={account} guarded={guarded} onAdded={added} />
      {any && <RecoveryRow account={account} guarded={guarded} onAdded={added} />}
      {codes && (
        <RecoveryCodes
          codes={codes}
          onClose={() => {
            setCodes(undefined);
            onAdded?.();
          }}
        />
      )}
    </>
  );
}

interface RowProps {
  account: OwnAccountInfo;
  guarded: Guarded;
  onAdded: (added: FactorAdded) => void;
}

function TotpRow({ account, guarded, onAdded }: RowProps) {
  const { t } = useTranslation("account");
  const [begin, beginning] = useBeginTotpMutation();
  const [remove, removing] = useRemoveTotpMutation();
  const [setup, setSetup] = useState<Setup>();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Row
        icon={<Smartphone size={20} />}
        title={t("totp.name")}
        text={t(account.totp ? "totp.on" : "totp.off")}
        actions={
          account.totp ? (
            <Button onClick={() => setAsked(true)} loading={removing.isLoading}>
              {t("totp.remove")}
            </Button>
          ) : (
            <Button loading={beginning.isLoading} onClick={() => void guarded(() => begin()).then(({ data }) => setSetup(data))}>
              {t("totp.add")}
            </Button>
          )
        }
      />
      <ProblemNote error={unlessProof(beginning.error) ?? unlessProof(removing.error)} />
      {setup && (
        <TotpSetup
          setup={setup}
          onAdded={(added) => {
            setSetup(undefined);
            onAdded(added);
          }}
          onClose={() => setSetup(undefined)}
        />
      )}
      <ConfirmDialog
        open={asked}
        destructive
        title={t("totp.removeTitle")}
        text={t("totp.removeText")}
        confirmLabel={t("totp.remove")}
        onConfirm={() => {
          setAsked(false);
          void guarded(() => remove());
        }}
        onCancel={() => setAsked(false)}
      />
    </>
  );
}

function MailRow({ account, guarded, onAdded }: RowProps) {
  const { t } = useTranslation("account");
  const [set, { isLoading, error }] = useSetEmailCodesMutation();
  const possible = account.mail && account.email !== null;
  const change = async (enabled: boolean) => {
    const { data } = await guarded(() => set({ emailCodes: { enabled } }));
    if (data && enabled) onAdded(data);
  };
  if (!account.mail && !account.email_code) return null;
  return (
    <>
      <Row
        icon={<Mail size={20} />}
        title={t("mail.name")}
        text={account.email_code ? t("mail.on", { email: account.email }) : t(possible ? "mail.off" : "mail.needsEmail", { email: account.email })}
        actions={
          (possible || account.email_code) && (
            <Button loading={isLoading} onClick={() => void change(!account.email_code)}>
              {t(account.email_code ? "mail.turnOff" : "mail.turnOn")}
            </Button>
          )
        }
      />
      <ProblemNote error={unlessProof(error)} />
    </>
  );
}

function RecoveryRow({ account, guarded, onAdded }: RowProps) {
  const { t } = useTranslation("account");
  const [renew, { isLoading, error }] = useRenewRecoveryCodesMutation();
  return (
    <>
      <Row
        icon={<LifeBuoy size={20} />}
        title={t("recovery.title")}
        text={t("recovery.left", { count: account.recovery_codes })}
        actions={
          <Button loading={isLoading} onClick={() => void guarded(() => renew()).then(({ data }) => data && onAdded(data))}>
            {t("recovery.renew")}
          </Button>
        }
      />
      <ProblemNote error={unlessProof(error)} />
    </>
  );
}

/** That a proof is needed is no failure: it was asked for. */
function unlessProof(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error && error.code === "proof_required" ? undefined : error;
}

import Button from "@mui/material/Button";
import type { FactorAdded, OwnAccountInfo, Passkey } from "@aqtra/api";
import { useAddPasskeyMutation, useAskNewPasskeyMutation, useRemovePasskeyMutation, useRenamePasskeyMutation } from "@aqtra/api/client";
import { ActionIcon, ConfirmDialog } from "@aqtra/ui";
import { KeyRound, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDates } from "../dates";
import { createPasskey, passkeysWork } from "../passkeys";
import { PasskeyNote, ProblemNote } from "../problem-note";
import { asProblem, usePasskeyDialogue } from "../use-passkey";
import { deviceWords } from "../device-words";
import { NameDialog } from "./name-dialog";
import { Row } from "./section";
import type { Guarded } from "./use-proof";

interface PasskeyRowsProps {
  account: OwnAccountInfo;
  guarded: Guarded;
  onAdded: (added: FactorAdded) => void;
}

/** Passkeys: add where this page can, name, remove. */
export function PasskeyRows({ account, guarded, onAdded }: PasskeyRowsProps) {
  const { t } = useTranslation("account");
  const [naming, setNaming] = useState(false);
  const works = passkeysWork(account.passkey_host);
  return (
    <>
      <Row
        icon={<KeyRound size={20} />}
        title={t("passkeys.title")}
        text={t(works ? "passkeys.text" : "passkeys.notHere", { host: account.passkey_host ?? "" })}
        actions={works && <Button onClick={() => setNaming(true)}>{t("passkeys.add")}</Button>}
      />
      {account.passkeys.map((passkey) => (
        <PasskeyRow key={passkey.id} passkey={passkey} guarded={guarded} />
      ))}
      {naming && (
        <AddPasskey
          guarded={guarded}
          onAdded={(added) => {
            setNaming(false);
            onAdded(added);
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}

function AddPasskey({ guarded, onAdded, onClose }: { guarded: Guarded; onAdded: (added: FactorAdded) => void; onClose: () => void }) {
  const { t } = useTranslation("account");
  const [askNew] = useAskNewPasskeyMutation();
  const [add, { isLoading }] = useAddPasskeyMutation();
  const { ask, busy, trouble, setTrouble } = usePasskeyDialogue();
  const create = async (name: string) => {
    const credential = await ask(() => guarded(() => askNew()), createPasskey);
    if (!credential) return;
    const { data, error } = await add({ newPasskey: { name, credential } });
    if (data) onAdded(data);
    else setTrouble(asProblem(error));
  };
  return (
    <NameDialog
      title={t("passkeys.add")}
      confirm={t("passkeys.create")}
      name={deviceWords(navigator.userAgent) ?? ""}
      busy={busy || isLoading}
      note={<PasskeyNote trouble={trouble} />}
      onName={(name) => void create(name)}
      onClose={onClose}
    />
  );
}

function PasskeyRow({ passkey, guarded }: { passkey: Passkey; guarded: Guarded }) {
  const { t } = useTranslation("account");
  const { day } = useDates();
  const [asked, setAsked] = useState<"rename" | "remove">();
  const [rename, renaming] = useRenamePasskeyMutation();
  const [remove, removing] = useRemovePasskeyMutation();
  const close = () => setAsked(undefined);
  const used = passkey.last_used_at ? t("passkeys.used", { day: day(passkey.last_used_at) }) : t("passkeys.neverUsed");
  return (
    <>
      <Row
        inset
        title={passkey.name}
        text={`${t("passkeys.added", { day: day(passkey.created_at) })} · ${used}`}
        actions={
          <>
            <ActionIcon icon={Pencil} name={t("passkeys.rename", { name: passkey.name })} onClick={() => setAsked("rename")} />
            <ActionIcon icon={Trash2} name={t("passkeys.remove", { name: passkey.name })} onClick={() => setAsked("remove")} />
          </>
        }
      />
      <ProblemNote error={removing.error} />
      {asked === "rename" && (
        <NameDialog
          title={t("passkeys.renameTitle")}
          confirm={t("passkeys.renameSave")}
          name={passkey.name}
          busy={renaming.isLoading}
          note={<ProblemNote error={renaming.error} />}
          onName={(name) => void rename({ passkeyId: passkey.id, renamePasskey: { name } }).then((result) => result.error ?? close())}
          onClose={close}
        />
      )}
      <ConfirmDialog
        open={asked === "remove"}
        destructive
        title={t("passkeys.removeTitle", { name: passkey.name })}
        text={t("passkeys.removeText")}
        confirmLabel={t("passkeys.removeDo")}
        busy={removing.isLoading}
        onConfirm={() => {
          close();
          void guarded(() => remove({ passkeyId: passkey.id }));
        }}
        onCancel={close}
      />
    </>
  );
}

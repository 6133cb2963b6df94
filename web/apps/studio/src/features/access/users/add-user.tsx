import { TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { focusOnMount } from "../../../shared/focus";
import { AddDialog } from "../add-dialog";
import { useCreateUserMutation, useRoles } from "../api";
import { SYSTEM } from "../api";
import { EMAIL_LENGTH, NAME_LENGTH } from "../lengths";
import { isEmail } from "./draft";
import type { Issued } from "./password-dialog";

interface AddUserProps {
  onAdded: (id: number, issued: Issued | null) => void;
  onClose: () => void;
}

const EMPTY = { user_name: "", email: "", first_name: "", last_name: "" };
const EVERYBODY = "Members";

/** A new account with a one-time password; roles follow in its editor. */
export function AddUser({ onAdded, onClose }: AddUserProps) {
  const { t } = useTranslation("access");
  const [draft, setDraft] = useState(EMPTY);
  const { data: roles } = useRoles();
  const [create, { isLoading, error, reset }] = useCreateUserMutation();
  const wrongEmail = !isEmail(draft.email);
  const field = (name: keyof typeof EMPTY, maxLength = NAME_LENGTH) => ({
    id: `new-${name}`,
    label: t(`users.${name}`),
    value: draft[name],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
    slotProps: { htmlInput: { maxLength, autoComplete: "off", spellCheck: false } },
  });
  const add = async (): Promise<void> => {
    const members = roles?.find(({ built_in: builtIn, name }) => builtIn && name === EVERYBODY);
    const user = { ...draft, user_name: draft.user_name.trim(), email: draft.email.trim() || null, assignments: members ? [{ role: members.id, context: SYSTEM }] : [] };
    const result = await create({ newUser: { user } });
    if (!result.data) return;
    const { user: made, one_time_password: password } = result.data;
    onAdded(made.id, password === null ? null : { userName: made.user_name, password });
  };
  return (
    <AddDialog
      title={t("users.addTitle")}
      action={t("users.add")}
      ready={draft.user_name.trim() !== "" && !wrongEmail && roles !== undefined}
      saving={isLoading}
      error={error}
      onForget={reset}
      onAdd={() => void add()}
      onClose={onClose}
    >
      <TextField {...field("user_name")} required helperText={t("users.user_nameHelp")} inputRef={focusOnMount} />
      <TextField {...field("first_name")} />
      <TextField {...field("last_name")} />
      <TextField {...field("email", EMAIL_LENGTH)} error={wrongEmail} helperText={wrongEmail ? t("users.emailWrong") : undefined} />
    </AddDialog>
  );
}

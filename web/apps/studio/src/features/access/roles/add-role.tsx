import { TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { focusOnMount } from "../../../shared/focus";
import { AddDialog } from "../add-dialog";
import { useCreateRoleMutation } from "../api";
import { DomainField, useDefaultDomain } from "../domain-field";
import { NAME_LENGTH } from "../lengths";

interface AddRoleProps {
  onAdded: (id: number) => void;
  onClose: () => void;
}

export function AddRole({ onAdded, onClose }: AddRoleProps) {
  const { t } = useTranslation("access");
  const preset = useDefaultDomain();
  const [domain, setDomain] = useState("");
  const [name, setName] = useState("");
  const [create, { isLoading, error, reset }] = useCreateRoleMutation();
  const filed = domain || preset;
  const add = async (): Promise<void> => {
    const result = await create({ roleChange: { domain: filed, name: name.trim(), description: "", pairs: [] } });
    if (result.data) onAdded(result.data.id);
  };
  return (
    <AddDialog title={t("roles.addTitle")} action={t("roles.add")} ready={name.trim() !== "" && filed !== ""} saving={isLoading} error={error} onForget={reset} onAdd={() => void add()} onClose={onClose}>
      <TextField id="role-name" required label={t("name")} helperText={t("roles.nameHelp")} value={name} onChange={(event) => setName(event.target.value)} inputRef={focusOnMount} slotProps={{ htmlInput: { maxLength: NAME_LENGTH } }} />
      <DomainField id="role-domain" value={filed} onChange={setDomain} />
    </AddDialog>
  );
}

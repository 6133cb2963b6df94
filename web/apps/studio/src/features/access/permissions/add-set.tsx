import { TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { focusOnMount } from "../../../shared/focus";
import { AddDialog } from "../add-dialog";
import { useCreatePermissionSetMutation } from "../api";
import { DomainField, useDefaultDomain } from "../domain-field";
import { NAME_LENGTH } from "../lengths";

interface AddSetProps {
  onAdded: (id: number) => void;
  onClose: () => void;
}

export function AddSet({ onAdded, onClose }: AddSetProps) {
  const { t } = useTranslation("access");
  const preset = useDefaultDomain();
  const [domain, setDomain] = useState("");
  const [name, setName] = useState("");
  const [create, { isLoading, error, reset }] = useCreatePermissionSetMutation();
  const filed = domain || preset;
  const add = async (): Promise<void> => {
    const result = await create({ permissionSetChange: { domain: filed, name: name.trim(), permissions: [] } });
    if (result.data) onAdded(result.data.id);
  };
  return (
    <AddDialog title={t("permissions.addTitle")} action={t("permissions.add")} ready={name.trim() !== "" && filed !== ""} saving={isLoading} error={error} onForget={reset} onAdd={() => void add()} onClose={onClose}>
      <TextField id="set-name" required label={t("name")} helperText={t("permissions.nameHelp")} value={name} onChange={(event) => setName(event.target.value)} inputRef={focusOnMount} slotProps={{ htmlInput: { maxLength: NAME_LENGTH } }} />
      <DomainField id="set-domain" value={filed} onChange={setDomain} />
    </AddDialog>
  );
}

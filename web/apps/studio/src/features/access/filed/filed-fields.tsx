import { TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { focusOnMount } from "../../../shared/focus";
import { DomainField } from "../domain-field";
import { NAME_LENGTH } from "../lengths";
import type { FiledWords } from "./filed";

interface FiledFieldsProps {
  words: FiledWords;
  name: string;
  domain: string;
  /** An empty name is no error while nothing was typed yet. */
  isNew?: boolean;
  onName: (name: string) => void;
  onDomain: (domain: string) => void;
}

/** Name and application domain. */
export function FiledFields({ words, name, domain, isNew = false, onName, onDomain }: FiledFieldsProps) {
  const { t } = useTranslation("access");
  const nameless = !isNew && name.trim() === "";
  return (
    <>
      <TextField
        id={`${words}-name`}
        required
        label={t("name")}
        value={name}
        error={nameless}
        helperText={t(nameless ? "nameMissing" : `${words}.nameHelp`)}
        onChange={(event) => onName(event.target.value)}
        inputRef={isNew ? focusOnMount : undefined}
        slotProps={{ htmlInput: { maxLength: NAME_LENGTH } }}
      />
      <DomainField id={`${words}-domain`} value={domain} onChange={onDomain} />
    </>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { AddDialog } from "../add-dialog";
import { useDefaultDomain } from "../domain-field";
import type { FiledWords } from "./filed";
import { FiledFields } from "./filed-fields";

interface AddFiledProps {
  words: FiledWords;
  create: (filed: { domain: string; name: string }) => Promise<{ data?: { id: number } | undefined }>;
  /** State of `create`. */
  state: { isLoading: boolean; error?: unknown; reset: () => void };
  onAdded: (id: number) => void;
  onClose: () => void;
}

/** Asks for name and application domain, which is all that a new one needs. */
export function AddFiled({ words, create, state, onAdded, onClose }: AddFiledProps) {
  const { t } = useTranslation("access");
  const preset = useDefaultDomain();
  const [domain, setDomain] = useState("");
  const [name, setName] = useState("");
  const filed = { domain: domain || preset, name: name.trim() };
  const add = async (): Promise<void> => {
    const { data } = await create(filed);
    if (data) onAdded(data.id);
  };
  return (
    <AddDialog
      title={t(`${words}.addTitle`)}
      action={t(`${words}.add`)}
      ready={filed.name !== "" && filed.domain !== ""}
      saving={state.isLoading}
      error={state.error}
      onForget={state.reset}
      onAdd={() => void add()}
      onClose={onClose}
    >
      <FiledFields words={words} isNew domain={filed.domain} name={name} onDomain={setDomain} onName={setName} />
    </AddDialog>
  );
}

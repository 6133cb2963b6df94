import { useState } from "react";
import { useTranslation } from "react-i18next";

import { CodeField } from "../../shared/code-field";
import type { Endpoint } from "./api";

interface ResponseFieldProps {
  id: string;
  schema: Endpoint["response"];
  onChange: (schema: Endpoint["response"]) => void;
}

const textOf = (schema: Endpoint["response"]): string => (Object.keys(schema).length === 0 ? "" : JSON.stringify(schema, null, 2));

function read(text: string): Endpoint["response"] | null {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Endpoint["response"]) : null;
  } catch {
    return null;
  }
}

/** The schema of answers, as JSON. What cannot be read stays in the field and changes nothing. */
export function ResponseField({ id, schema, onChange }: ResponseFieldProps) {
  const { t } = useTranslation("integrations");
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? textOf(schema);
  const broken = read(text) === null;
  const type = (next: string): void => {
    setTyped(next);
    const value = read(next);
    if (value) onChange(value);
  };
  return (
    <CodeField
      id={id}
      label={t("response.title")}
      language="json"
      helperText={t(broken ? "response.broken" : "response.hint")}
      error={broken}
      minLines={3}
      maxLines={16}
      value={text}
      onChange={type}
      // A schema that comes from elsewhere, as from a try, is shown at once.
      onBlur={() => !broken && setTyped(null)}
    />
  );
}

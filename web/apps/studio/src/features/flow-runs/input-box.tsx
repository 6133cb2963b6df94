import { useId } from "react";
import { useTranslation } from "react-i18next";

import { CodeField } from "../../shared/code-field";
import { jsonProblem } from "./sample";

interface InputBoxProps {
  value: string;
  onChange: (text: string) => void;
}

/** The JSON that a run begins with, as it is typed. */
export function InputBox({ value, onChange }: InputBoxProps) {
  const { t } = useTranslation("flow-runs");
  const problem = jsonProblem(value);
  return (
    <CodeField id={useId()} label={t("input")} language="json" value={value} onChange={onChange} error={problem !== null} helperText={problem} minLines={5} maxLines={12} />
  );
}

import { useTranslation } from "react-i18next";

import { TextControl } from "./controls";
import type { Reading } from "./controls";
import { textOf } from "./props";
import type { EditorProps } from "./props";

const emptyIsDefault = (text: string): Reading<string | undefined> => ({ value: text === "" ? undefined : text });

export function TextEditor({ id, spec, value, onChange }: EditorProps) {
  return <TextControl id={id} label={spec.title} text={textOf(value)} placeholder={textOf(spec.default)} read={emptyIsDefault} onChange={onChange} />;
}

/** Patterns people want most; any other can be typed. */
const PATTERNS = ["yyyy-MM-dd", "dd.MM.yyyy", "yyyy-MM-dd HH:mm", "HH:mm", "#,##0", "#,##0.00"];

export function FormatEditor({ id, spec, value, onChange }: EditorProps) {
  return (
    <>
      <TextControl id={id} label={spec.title} text={textOf(value)} placeholder={PATTERNS[0]} mono list={`${id}-patterns`} read={emptyIsDefault} onChange={onChange} />
      <datalist id={`${id}-patterns`}>
        {PATTERNS.map((pattern) => (
          <option key={pattern} value={pattern} />
        ))}
      </datalist>
    </>
  );
}

const FUNCTION_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Name of a function of the component script. */
export function ScriptEditor({ id, spec, value, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const read = (text: string): Reading<string | undefined> =>
    text === "" || FUNCTION_NAME.test(text) ? emptyIsDefault(text) : null;
  return <TextControl id={id} label={spec.title} text={textOf(value)} placeholder={t("properties.functionName")} mono read={read} onChange={onChange} />;
}

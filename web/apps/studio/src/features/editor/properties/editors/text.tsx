import { TextControl } from "./controls";
import type { Reading } from "./controls";
import { textOf } from "./props";
import type { EditorProps } from "./props";

const emptyIsDefault = (text: string): Reading<string | undefined> => ({ value: text === "" ? undefined : text });

export function TextEditor({ id, spec, value, onChange }: EditorProps) {
  return <TextControl id={id} label={spec.title} text={textOf(value)} placeholder={textOf(spec.default)} read={emptyIsDefault} onChange={onChange} />;
}

/** What is wrong with it, the list of problems says: the server reads it. */
export function ExpressionEditor({ id, spec, value, onChange }: EditorProps) {
  return <TextControl id={id} label={spec.title} text={textOf(value)} placeholder="Total > 100" mono read={emptyIsDefault} onChange={onChange} />;
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

import { TextControl } from "./controls";
import type { Reading } from "./controls";
import { textOf } from "./props";
import type { EditorProps } from "./props";

/** Empty means the default. */
export function readWhole(text: string): Reading<number | undefined> {
  if (text.trim() === "") return { value: undefined };
  const value = Number(text);
  return /^-?\d+$/.test(text.trim()) && Number.isSafeInteger(value) ? { value } : null;
}

/** Decimals are stored as they are typed: a JavaScript number would round long ones. */
export function readDecimal(text: string): Reading<string | undefined> {
  if (text.trim() === "") return { value: undefined };
  return /^-?(\d+(\.\d+)?|\.\d+)$/.test(text.trim()) ? { value: text.trim() } : null;
}

export function WholeNumberEditor({ id, spec, value, onChange }: EditorProps) {
  return (
    <TextControl id={id} label={spec.title} text={textOf(value)} placeholder={textOf(spec.default)} inputMode="numeric" read={readWhole} onChange={onChange} />
  );
}

/** Short decimals of a setting fit a number exactly; `values` may limit them to a range such as 0..1. */
export function DecimalEditor({ id, spec, value, onChange }: EditorProps) {
  const [low, high] = typeof spec.values === "string" ? spec.values.split("..").map(Number) : [];
  const read = (text: string): Reading<number | undefined> => {
    const decimal = readDecimal(text);
    if (!decimal) return null;
    if (decimal.value === undefined) return { value: undefined };
    const number = Number(decimal.value);
    return (low !== undefined && number < low) || (high !== undefined && number > high) ? null : { value: number };
  };
  return <TextControl id={id} label={spec.title} text={textOf(value)} placeholder={textOf(spec.default)} inputMode="decimal" read={read} onChange={onChange} />;
}

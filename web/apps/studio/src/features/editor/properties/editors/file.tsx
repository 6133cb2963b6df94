import { FileField } from "../../../../shared/file-picker";
import { textOf } from "./props";
import type { EditorProps } from "./props";

/** A file of the library: from disk, or picked. */
export function FileEditor({ id, spec, value, onChange }: EditorProps) {
  const accept = Array.isArray(spec.values) ? (spec.values as readonly string[]) : [];
  return <FileField id={id} label={spec.title} value={textOf(value) || null} accept={accept} onChange={(file) => onChange(file ?? undefined)} />;
}

import { BoolControl } from "./controls";
import { effective } from "./props";
import type { EditorProps } from "./props";

export function BoolEditor(props: EditorProps) {
  const { id, spec, onChange } = props;
  return <BoolControl id={id} label={spec.title} value={effective(props) === true} onChange={(value) => onChange(value === (spec.default ?? false) ? undefined : value)} />;
}

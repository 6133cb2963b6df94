import { useDesigner } from "../designer-context";
import { sourceFields } from "../wiring";
import { PathField } from "./path-field";
import { asText, fieldProps } from "./types";
import type { EditorProps } from "./types";

export function FieldPathEditor(props: EditorProps) {
  const { models } = useDesigner();
  const { id, ...field } = fieldProps(props);
  return (
    <PathField
      id={id}
      value={asText(props.value)}
      fields={sourceFields(props.step, models)}
      onChange={(path) => props.onChange(path === "" ? undefined : path)}
      field={field}
    />
  );
}

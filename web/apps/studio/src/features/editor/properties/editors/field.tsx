/** One field of the component whose entries the element shows. */

import type { FieldOption } from "@aqtra/model";

import { DataModelEditor } from "./binding";
import { FieldPicker, useFieldsThrough } from "./field-picker";
import { textOf } from "./props";
import type { EditorProps } from "./props";
import { useRowsComponent } from "./rows-component";

const isReference = ({ type, system }: FieldOption): boolean => !system && type === "catalog";
const isNumber = ({ type }: FieldOption): boolean => type === "integer" || type === "number" || type === "integer_enum";
const isLabel = ({ type }: FieldOption): boolean => type !== "file";

/** The source of rows starts at the entry of the form, every other path at the rows themselves. */
export function PropertyEditor(props: EditorProps) {
  return props.setting === "data_model_source" ? <DataModelEditor {...props} /> : <RowsField {...props} fits={isLabel} />;
}

/** References stay on offer: a path may go on behind them. */
export function NumberFieldEditor(props: EditorProps) {
  return <RowsField {...props} fits={(field) => isNumber(field) || isReference(field)} />;
}

function RowsField({ id, spec, value, element, onChange, fits }: EditorProps & { fits: (field: FieldOption) => boolean }) {
  const path = textOf(value);
  const options = useFieldsThrough(useRowsComponent(element), path).filter(fits);
  return <FieldPicker id={id} label={spec.title} value={path} options={options} onChange={(next) => onChange(next === "" ? undefined : next)} />;
}

import { definitionOf } from "@aqtra/components";
import { accepts } from "@aqtra/model";

import { useEntryComponent } from "./entry-component";
import { FieldPicker, useFieldsThrough } from "./field-picker";
import { textOf } from "./props";
import type { EditorProps } from "./props";

/** Path to a property that the element can hold. References stay on offer: a path may go on behind them. */
export function BindingEditor({ id, spec, value, element, onChange }: EditorProps) {
  const path = textOf(value);
  const fields = useFieldsThrough(useEntryComponent(element), path);
  const binds = definitionOf(element.kind)?.binds ?? [];
  const options = fields.filter((field) => (!field.system && field.type === "catalog") || accepts(binds, field.type));
  return <FieldPicker id={id} label={spec.title} value={path} options={options} onChange={(next) => onChange(next === "" ? undefined : next)} />;
}

/** A catalog or array property of the current entry that supplies the rows. */
export function DataModelEditor({ id, spec, value, element, onChange }: EditorProps) {
  const fields = useFieldsThrough(useEntryComponent(element), textOf(value));
  const options = fields.filter((field) => !field.system && (field.type === "catalog" || field.type === "array"));
  return <FieldPicker id={id} label={spec.title} value={textOf(value)} options={options} onChange={(next) => onChange(next === "" ? undefined : next)} />;
}

/** The editor of each parameter type. */

import type { ComponentType } from "react";

import { CodeEditor } from "./code-editor";
import { ComponentEditor } from "./component-editor";
import { DurationEditor } from "./duration-editor";
import { FieldPathEditor } from "./field-path-editor";
import { FieldPathsEditor } from "./field-paths-editor";
import { FilterRulesEditor } from "./filter-rules-editor";
import { ConnectorEditor, EndpointEditor, SystemEditor } from "./integration-editors";
import { JsonSchemaEditor } from "./json-schema-editor";
import { ListEditor } from "./list-editor";
import { MappingEditor } from "./mapping-editor";
import { NewFieldEditor } from "./new-field-editor";
import { ObjectEditor } from "./object-editor";
import { ProxyPointer } from "./proxy-pointer";
import { PropertyEditor } from "./property-editor";
import { referenceEditor } from "./reference-editor";
import { LISTS } from "./reference-lists";
import { RowsEditor } from "./rows-editor";
import { BooleanEditor, EnumEditor, IntegerEditor, TextEditor } from "./simple-editors";
import { SourceEditor } from "./source-editor";
import { TextTemplateEditor } from "./text-template-editor";
import type { EditorProps } from "./types";
import { UnknownEditor } from "./unknown-editor";
import { UserRefsEditor } from "./user-refs-editor";

const REFERENCES = Object.fromEntries(Object.entries(LISTS).map(([type, useList]) => [type, referenceEditor(useList)]));

const EDITORS: Readonly<Record<string, ComponentType<EditorProps>>> = {
  string: TextEditor,
  text_template: TextTemplateEditor,
  boolean: BooleanEditor,
  integer: IntegerEditor,
  duration: DurationEditor,
  enum: EnumEditor,
  step_ref: SourceEditor,
  field_path: FieldPathEditor,
  field_paths: FieldPathsEditor,
  new_field: NewFieldEditor,
  component_ref: ComponentEditor,
  property_ref: PropertyEditor,
  system_ref: SystemEditor,
  connector_ref: ConnectorEditor,
  endpoint_ref: EndpointEditor,
  user_refs: UserRefsEditor,
  rows: RowsEditor,
  object: ObjectEditor,
  mapping: MappingEditor,
  filter_rules: FilterRulesEditor,
  json_schema: JsonSchemaEditor,
  code: CodeEditor,
  ...REFERENCES,
};

/** Types whose editor shows the help text itself, because it is more than one field. */
const SECTIONS: ReadonlySet<string> = new Set(["field_paths", "user_refs", "rows", "object", "mapping", "filter_rules"]);

export function showsHelp(type: string): boolean {
  return SECTIONS.has(type);
}

/** Plain values of which a setting may hold several. */
const PLAIN: ReadonlySet<string> = new Set(["string", "integer"]);

/** Settings that are drawn otherwise than others of their type. */
const BY_NAME: Readonly<Record<string, ComponentType<EditorProps>>> = { proxy_mode_settings: ProxyPointer };

export function ParameterEditor(props: EditorProps) {
  const { name, type, default: usual } = props.parameter;
  const Own = BY_NAME[name];
  if (Own) return <Own {...props} />;
  if (PLAIN.has(type) && (Array.isArray(usual) || Array.isArray(props.value))) return <ListEditor {...props} />;
  const Editor = EDITORS[type] ?? UnknownEditor;
  return <Editor {...props} />;
}

/** The editor of each parameter type. */

import { Typography } from "@mui/material";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";

import type { ParameterType } from "../types";
import { ComponentEditor } from "./component-editor";
import { BooleanEditor, EnumEditor, IntegerEditor, TextEditor } from "./simple-editors";
import { ConnectorEditor, EndpointEditor, SystemEditor } from "./integration-editors";
import { FieldPathEditor } from "./field-path-editor";
import { MappingEditor } from "./mapping-editor";
import { NewFieldEditor } from "./new-field-editor";
import { PropertyEditor } from "./property-editor";
import { SourceEditor } from "./source-editor";
import type { EditorProps } from "./types";

const EDITORS: Record<ParameterType, ComponentType<EditorProps>> = {
  string: TextEditor,
  boolean: BooleanEditor,
  integer: IntegerEditor,
  enum: EnumEditor,
  step_ref: SourceEditor,
  field_path: FieldPathEditor,
  new_field: NewFieldEditor,
  component_ref: ComponentEditor,
  property_ref: PropertyEditor,
  mapping: MappingEditor,
  system_ref: SystemEditor,
  connector_ref: ConnectorEditor,
  endpoint_ref: EndpointEditor,
};

export function ParameterEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { parameter } = props;
  if (!isKnown(parameter.type)) {
    return (
      <div>
        <Typography variant="subtitle2">{parameter.title}</Typography>
        <Typography variant="caption" color="textSecondary">
          {t("editors.unknownType", { type: parameter.type })}
        </Typography>
      </div>
    );
  }
  const Editor = EDITORS[parameter.type];
  return <Editor {...props} />;
}

function isKnown(type: string): type is ParameterType {
  return type in EDITORS;
}

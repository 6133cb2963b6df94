/** The editor of each setting type. */

import type { SettingType } from "@aqtra/components";
import type { ReactNode } from "react";

import { BindingEditor } from "./binding";
import { BoolEditor } from "./bool";
import { ChoiceEditor } from "./choice";
import { ChoicesEditor } from "./choices";
import { HtmlSourceEditor } from "./code";
import { ColumnsEditor } from "./columns";
import { ColorEditor, SizeEditor } from "./css";
import { PropertyEditor } from "./field";
import { FieldsEditor } from "./fields-list";
import { FileEditor } from "./file";
import { IconEditor } from "./icon";
import { LocalizedTextEditor } from "./localized-text";
import { DecimalEditor, WholeNumberEditor } from "./numbers";
import { OrderFieldsEditor } from "./order-fields";
import { SlotsEditor, TabsEditor } from "./panels";
import { ParamMapEditor } from "./param-map";
import { PivotColumnsEditor } from "./pivot-columns";
import type { EditorProps } from "./props";
import { ComponentEditor, DataflowEditor, PageEditor, WorkflowEditor } from "./references";
import { DynamicFiltersEditor, StaticFiltersEditor } from "./rules";
import { ScriptEditor } from "./script";
import { SeriesEditor } from "./series";
import { RadiusEditor, ThicknessEditor } from "./sides";
import { SizesEditor } from "./sizes";
import { ExpressionEditor, FormatEditor, TextEditor } from "./text";

export type Editor = (props: EditorProps) => ReactNode;

/** `null`: the type has no editor yet, and its settings are not offered. */
export const EDITORS: Readonly<Record<SettingType, Editor | null>> = {
  bool: BoolEditor,
  int: WholeNumberEditor,
  number: DecimalEditor,
  text: TextEditor,
  identifier: TextEditor,
  localized_text: LocalizedTextEditor,
  css_size: SizeEditor,
  css_color: ColorEditor,
  thickness: ThicknessEditor,
  radius: RadiusEditor,
  enum: ChoiceEditor,
  format: FormatEditor,
  expression: ExpressionEditor,
  binding: BindingEditor,
  property_ref: PropertyEditor,
  component_ref: ComponentEditor,
  page_ref: PageEditor,
  dataflow_ref: DataflowEditor,
  workflow_ref: WorkflowEditor,
  script_ref: ScriptEditor,
  file_ref: FileEditor,
  icon_ref: IconEditor,
  param_map: ParamMapEditor,
  "list filter_rule": StaticFiltersEditor,
  "list dynamic_filter_rule": DynamicFiltersEditor,
  "list order_field": OrderFieldsEditor,
  "list grid_column": ColumnsEditor,
  "list property_ref": FieldsEditor,
  "list pivot_column": PivotColumnsEditor,
  "list chart_source": SeriesEditor,
  "list tab_panel": TabsEditor,
  "list css_size": SizesEditor,
  "list enum": ChoicesEditor,
  "code/html": HtmlSourceEditor,
  slots: SlotsEditor,
};

/** Types whose editor takes the whole width, under its label. */
export const STACKED: ReadonlySet<SettingType> = new Set<SettingType>([
  "thickness", "radius", "list grid_column", "list pivot_column", "list order_field", "list property_ref", "list chart_source", "list tab_panel", "list css_size", "list enum", "slots",
]);
export type { EditorProps };

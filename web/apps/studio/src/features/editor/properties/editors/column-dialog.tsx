import { itemTypes } from "@aqtra/components";
import type { SettingSpec } from "@aqtra/components";
import type { Element, Json, JsonObject } from "@aqtra/model";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { Row } from "../rows";
import { BoolEditor } from "./bool";
import { ChoiceEditor } from "./choice";
import { SizeEditor } from "./css";
import { EditDialog } from "./edit-dialog";
import { FieldsEditor } from "./fields-list";
import { IconEditor } from "./icon";
import { ParamMapEditor } from "./param-map";
import type { EditorProps } from "./props";
import { textOf } from "./props";
import { withMember } from "./record";
import { ComponentEditor, PageEditor } from "./references";
import { useRowsComponent } from "./rows-component";
import { FormatEditor, TextEditor } from "./text";

const EDITORS: Readonly<Record<string, (props: EditorProps) => React.ReactNode>> = {
  text: TextEditor,
  bool: BoolEditor,
  css_size: SizeEditor,
  format: FormatEditor,
  enum: ChoiceEditor,
  component_ref: ComponentEditor,
  page_ref: PageEditor,
  param_map: ParamMapEditor,
  icon_ref: IconEditor,
};

/** In the order people fill them in: what is shown first, then how, then what a click does. */
const ORDER = [
  "header_value", "header_key", "fields", "show_header", "sortable", "filterable", "visible", "plain_text", "width",
  "display_format", "command_type", "component", "component_page", "action_parameters", "icon",
];

function isShown(member: string, column: JsonObject): boolean {
  const command = column["command_type"] ?? "none";
  if (member === "component_page" || member === "icon") return command !== "none";
  if (member === "component" || member === "action_parameters") return command === "open_application";
  return true;
}

interface ColumnDialogProps {
  element: Element;
  column: JsonObject;
  onOk: (column: JsonObject) => void;
  onCancel: () => void;
}

export function ColumnDialog({ element, column, onOk, onCancel }: ColumnDialogProps) {
  const { t } = useTranslation("editor");
  const id = useId();
  const [draft, setDraft] = useState(column);
  const rows = useRowsComponent(element);
  // Editors of pages and parameters look at the element's settings: here the column's come first.
  const target = textOf(draft["component"]) || rows;
  const scope: Element = { ...element, settings: { ...element.settings, ...draft, ...(target ? { target_component: target } : {}), component: rows } };
  const fields = itemTypes.grid_column;
  return (
    <EditDialog title={t("columns.title", { name: textOf(column["header_value"]) })} onOk={() => onOk(draft)} onCancel={onCancel}>
      {ORDER.filter((member) => member in fields && isShown(member, draft)).map((member) => {
        const field = fields[member];
        if (!field) return null;
        const props: EditorProps = {
          id: `${id}${member}`,
          setting: member,
          spec: { ...field, panel: "Common" } as SettingSpec,
          value: draft[member],
          element: scope,
          onChange: (value: Json | undefined) => setDraft((old) => withMember(old, member, value)),
        };
        const Editor = EDITORS[field.type];
        return (
          <Row key={member} label={field.title} htmlFor={props.id} about={field.about} stacked={member === "fields"}>
            {member === "fields" ? <FieldsEditor {...props} /> : Editor && <Editor {...props} />}
          </Row>
        );
      })}
    </EditDialog>
  );
}

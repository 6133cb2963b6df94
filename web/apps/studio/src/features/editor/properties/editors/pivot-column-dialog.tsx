import { itemTypes } from "@aqtra/components";
import type { SettingSpec } from "@aqtra/components";
import type { Element, Json, JsonObject } from "@aqtra/model";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { Row } from "../rows";
import { ChoiceEditor } from "./choice";
import { EditDialog } from "./edit-dialog";
import { FieldPicker, useFieldsThrough } from "./field-picker";
import { LocalizedTextEditor } from "./localized-text";
import { fitted, isOffered, mayGroup, pivotTitle, summariesOf } from "./pivot-fields";
import type { EditorProps } from "./props";
import { textOf } from "./props";
import { withMember } from "./record";
import { useRowsComponent } from "./rows-component";
import { FormatEditor } from "./text";

const EDITORS: Readonly<Record<string, (props: EditorProps) => React.ReactNode>> = { localized_text: LocalizedTextEditor, enum: ChoiceEditor, format: FormatEditor };

/** In the order people fill them in: what, where, then how. */
const ORDER = ["field", "area", "summary", "group_interval", "sort_order", "title", "display_format"];

interface PivotColumnDialogProps {
  element: Element;
  column: JsonObject;
  onOk: (column: JsonObject) => void;
  onCancel: () => void;
}

export function PivotColumnDialog({ element, column, onOk, onCancel }: PivotColumnDialogProps) {
  const { t } = useTranslation("editor");
  const id = useId();
  const [draft, setDraft] = useState(column);
  const rows = useRowsComponent(element);
  const path = textOf(draft["field"]);
  const options = useFieldsThrough(rows, path).filter(({ type }) => mayGroup(type));
  const type = options.find((option) => option.path === path)?.type;
  const name = pivotTitle(column);
  const fields = itemTypes.pivot_column;
  const problem = path === "" ? t(rows === null ? "pivot.chooseComponent" : "pivot.chooseField") : null;
  return (
    <EditDialog title={name === "" ? t("pivot.new") : t("columns.title", { name })} problem={problem} onOk={() => onOk(fitted(draft, type))} onCancel={onCancel}>
      {ORDER.filter((member) => isOffered(member, draft, type)).map((member) => {
        const field = fields[member];
        if (!field) return null;
        const values = member === "summary" ? summariesOf(type) : field.values;
        const props: EditorProps = {
          id: `${id}${member}`,
          setting: member,
          spec: { ...field, panel: "Common", ...(values && { values }) } as SettingSpec,
          // What would be stored: a text cannot be summed up, so its first choice is another.
          value: fitted(draft, type)[member],
          element,
          onChange: (value: Json | undefined) => setDraft((old) => withMember(old, member, value)),
        };
        const Editor = EDITORS[field.type];
        return (
          <Row key={member} label={field.title} htmlFor={props.id} about={field.about}>
            {member === "field" ? (
              <FieldPicker
                id={props.id}
                label={field.title}
                value={path}
                options={options}
                placeholder={t(rows === null ? "pivot.chooseComponent" : "pivot.chooseField")}
                onChange={(next) => setDraft((old) => withMember(old, "field", next === "" ? undefined : next))}
              />
            ) : (
              Editor && <Editor {...props} />
            )}
          </Row>
        );
      })}
    </EditDialog>
  );
}

import { itemTypes } from "@aqtra/components";
import type { SettingSpec } from "@aqtra/components";
import type { Element, JsonObject } from "@aqtra/model";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { Row } from "../rows";
import { ChoiceEditor } from "./choice";
import { EditDialog } from "./edit-dialog";
import { NumberFieldEditor } from "./field";
import { LocalizedTextEditor } from "./localized-text";
import type { Editor } from "./index";
import { withMember } from "./record";

/** In the order people fill them in. */
const EDITORS: readonly (readonly [member: string, editor: Editor])[] = [
  ["value", NumberFieldEditor],
  ["aggregate", ChoiceEditor],
  ["title", LocalizedTextEditor],
];

interface SeriesDialogProps {
  title: string;
  element: Element;
  series: JsonObject;
  onOk: (series: JsonObject) => void;
  onCancel: () => void;
}

export function SeriesDialog({ title, element, series, onOk, onCancel }: SeriesDialogProps) {
  const { t } = useTranslation("editor");
  const id = useId();
  const [draft, setDraft] = useState(series);
  const isComplete = Boolean(draft["value"]) || draft["aggregate"] === "count";
  return (
    <EditDialog title={t("series.title", { name: title })} problem={isComplete ? null : t("series.incomplete")} onOk={() => onOk(draft)} onCancel={onCancel}>
      {EDITORS.map(([member, Editor]) => {
        const field = itemTypes.chart_source[member];
        if (!field) return null;
        const spec = { ...field, panel: "Common" } as SettingSpec;
        return (
          <Row key={member} label={field.title} htmlFor={`${id}${member}`} about={field.about}>
            <Editor
              id={`${id}${member}`}
              setting={member}
              spec={spec}
              value={draft[member]}
              element={element}
              onChange={(value) => setDraft((old) => withMember(old, member, value))}
            />
          </Row>
        );
      })}
    </EditDialog>
  );
}

import { CodeEditor } from "@aqtra/ui";
import type { CodeLanguage } from "@aqtra/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { EditDialog, OpenButton } from "./edit-dialog";
import { textOf } from "./props";
import type { EditorProps } from "./props";

/** Source text in an editor of its own size, opened by a button that says how much there is. */
function SourceEditor({ id, spec, value, onChange, language }: EditorProps & { language: CodeLanguage }) {
  const { t } = useTranslation("editor");
  const [draft, setDraft] = useState<string | null>(null);
  const stored = textOf(value);
  const lines = stored === "" ? 0 : stored.split("\n").length;
  const save = (text: string): void => {
    setDraft(null);
    if (text !== stored) onChange(text === "" ? undefined : text);
  };
  return (
    <>
      <OpenButton id={id} label={spec.title} text={lines === 0 ? t("code.none") : t("code.lines", { count: lines })} onOpen={() => setDraft(stored)} />
      {draft !== null && (
        <EditDialog title={spec.title} width="xl" onOk={() => save(draft)} onCancel={() => setDraft(null)}>
          <CodeEditor label={spec.title} language={language} value={draft} onChange={setDraft} height="min(64vh, 720px)" takesFocus />
        </EditDialog>
      )}
    </>
  );
}

export function HtmlSourceEditor(props: EditorProps) {
  return <SourceEditor {...props} language="html" />;
}

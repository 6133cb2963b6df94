import { useMemo } from "react";

import { CodeField } from "../../../shared/code-field";
import { useCompletions, useRemarks } from "../../../shared/scripting";
import { useDesigner } from "../designer-context";
import { sourceFields } from "../source-fields";
import { asText, fieldProps } from "./types";
import type { EditorProps } from "./types";

/** A script on the server: what is wrong with it beside its lines, and completion that knows the fields of the item. */
export function CodeEditor(props: EditorProps) {
  const { document, models, typeOf } = useDesigner();
  const source = asText(props.value);
  const { step } = props;
  const fields = useMemo(() => sourceFields(step, typeOf(step.type), models), [step, typeOf, models]);
  const remarks = useRemarks(source, "server", document);
  const completions = useCompletions(document, "server", fields);
  return (
    <CodeField
      {...fieldProps(props)}
      language="python"
      value={source}
      remarks={remarks}
      completions={completions}
      onChange={(text) => props.onChange(text === "" ? undefined : text)}
    />
  );
}

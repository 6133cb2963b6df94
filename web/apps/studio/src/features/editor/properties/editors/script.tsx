import { functionsOf } from "@aqtra/model";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useSession } from "../../state";
import { ChoiceControl } from "./controls";
import { textOf } from "./props";
import type { EditorProps } from "./props";

/** A function of the Component Script, by its name. */
export function ScriptEditor({ id, spec, value, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const script = useSession((session) => session.history.document.script);
  const functions = useMemo(() => functionsOf(script), [script]);
  return (
    <ChoiceControl
      id={id}
      label={spec.title}
      value={textOf(value)}
      none={t(functions.length === 0 ? "properties.noFunctions" : "properties.none")}
      choices={functions.map((name) => ({ value: name, label: name }))}
      onChange={(name) => onChange(name === "" ? undefined : name)}
    />
  );
}

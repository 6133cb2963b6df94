import { CodeEditor } from "@aqtra/ui";

import { cssSize } from "../box";
import type { ViewProps } from "../define";
import { FieldFrame } from "../shared/field-frame";
import { useFieldControl } from "../shared/use-field-control";
import type { codeEditorSettings } from "./index";

export function CodeEditorView({ node, settings, field, runtime }: ViewProps<typeof codeEditorSettings>) {
  const control = useFieldControl(node, settings, field, runtime);
  const { inputProps } = control;
  return (
    <FieldFrame control={control}>
      <CodeEditor
        id={control.inputId}
        label={control.label}
        labelledBy={control.label ? control.labelId : undefined}
        describedBy={inputProps["aria-describedby"]}
        dataField={inputProps["data-field"]}
        tabIndex={inputProps.tabIndex}
        value={typeof control.value === "string" ? control.value : ""}
        language={settings.mode}
        scheme={settings.theme}
        height={cssSize(settings.height)}
        disabled={control.disabled}
        readOnly={control.readOnly}
        required={control.required}
        invalid={control.error !== undefined}
        onChange={(text) => {
          control.change(text === "" ? null : text);
        }}
        onFocus={inputProps.onFocus}
        onBlur={() => {
          control.commit();
        }}
        onKeyDown={inputProps.onKeyDown}
        onKeyUp={inputProps.onKeyUp}
      />
    </FieldFrame>
  );
}

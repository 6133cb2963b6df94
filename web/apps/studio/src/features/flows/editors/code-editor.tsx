import { CodeField } from "../../../shared/code-field";
import { asText, fieldProps } from "./types";
import type { EditorProps } from "./types";

export function CodeEditor(props: EditorProps) {
  return <CodeField {...fieldProps(props)} language="python" value={asText(props.value)} onChange={(text) => props.onChange(text === "" ? undefined : text)} />;
}

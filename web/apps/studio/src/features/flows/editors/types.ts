import type { Json, Severity, Step } from "@aqtra/model";

import type { Parameter } from "../types";

export interface EditorProps {
  /** Of a cell of rows: with the members of its row among the settings. */
  step: Step;
  parameter: Parameter;
  value: Json | undefined;
  /** `undefined` takes the value away. */
  onChange: (value: Json | undefined) => void;
  /** The gravest remark about the parameter, in words. */
  remark?: string;
  severity?: Severity;
  /** Where a cell of rows stands, so that ids stay unique. */
  at?: string;
}

export function idOf({ step, parameter, at = "" }: Pick<EditorProps, "step" | "parameter" | "at">): string {
  return `${step.id}-${at}${parameter.name}`;
}

/** What text fields show of a parameter: its name, its state, and a remark beneath. Help stands beside it while it is used. */
export function fieldProps(props: EditorProps) {
  const { parameter, remark, severity } = props;
  return {
    id: idOf(props),
    label: parameter.title,
    required: parameter.required,
    error: severity === "error",
    helperText: remark,
  };
}

/** What an emptied text is stored as: where there is a default, an empty text, or the default would come back while typing. */
export function cleared({ parameter, at }: EditorProps): Json | undefined {
  return at === undefined && typeof parameter.default === "string" && parameter.default !== "" ? "" : undefined;
}

export function asText(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

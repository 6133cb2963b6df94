import type { Json, Severity, Step } from "@aqtra/model";

import type { Parameter } from "../types";

export interface EditorProps {
  step: Step;
  parameter: Parameter;
  value: Json | undefined;
  /** `undefined` takes the value away. */
  onChange: (value: Json | undefined) => void;
  /** The gravest remark about the parameter, in words. */
  remark?: string;
  severity?: Severity;
}

/** What text fields show of a parameter: its name, its state, and a remark beneath. Help stands beside it while it is used. */
export function fieldProps({ step, parameter, remark, severity }: EditorProps) {
  return {
    id: `${step.id}-${parameter.name}`,
    label: parameter.title,
    required: parameter.required,
    error: severity === "error",
    helperText: remark,
  };
}

export function asText(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

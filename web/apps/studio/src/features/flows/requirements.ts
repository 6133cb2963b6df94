/** What a step still needs, known without asking the server. Pure. */

import type { Finding, Flow, Json, Severity, Step } from "@aqtra/model";

import type { Parameter, StepType } from "./types";
import { lostSources } from "./wiring";

export interface Remark {
  severity: Severity;
  /** Parameter it is about; null when it is about the step as a whole. */
  parameter: string | null;
  /** Key under `flows:remarks`, or the server's own words. */
  key?: "required" | "lost_source";
  text?: string;
}

export function valueOf(step: Step, parameter: Parameter): Json | undefined {
  if (parameter.stored === "name") return step.name;
  if (parameter.stored === "source") return step.source;
  return step.params[parameter.name] ?? parameter.default;
}

export function isShown(step: Step, parameter: Parameter, type: StepType): boolean {
  const condition = parameter.shown_when;
  if (!condition) return true;
  const other = type.parameters.find((candidate) => candidate.name === condition.setting);
  return (other ? valueOf(step, other) : undefined) === condition.equals;
}

export function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Codes of server findings that say the same as a requirement found here. */
const FOUND_HERE: ReadonlySet<string> = new Set(["required_setting", "missing_source", "forward_reference"]);

/** Remarks of a step: at once what is missing, and from the server what only it can know. */
export function remarksOf(flow: Flow, step: Step, type: StepType | undefined, findings: readonly Finding[]): Remark[] {
  const own = type ? unfilled(flow, step, type) : [];
  const said = findings
    .filter(({ place }) => place.flow === flow.key && place.step === step.id)
    .filter(({ code }) => type === undefined || !FOUND_HERE.has(code))
    .map(({ severity, place, message }) => ({ severity, parameter: place.setting ?? null, text: message }));
  return [...own, ...said];
}

function unfilled(flow: Flow, step: Step, type: StepType): Remark[] {
  const missing = type.parameters
    .filter((parameter) => parameter.required && isShown(step, parameter, type) && isEmpty(valueOf(step, parameter)))
    .map((parameter): Remark => ({ severity: "error", parameter: parameter.name, key: "required" }));
  const lost = lostSources(flow, step).map((): Remark => ({ severity: "error", parameter: "source_step", key: "lost_source" }));
  return [...missing, ...lost.slice(0, 1)];
}

const ORDER: Severity[] = ["error", "warning", "information"];

/** The remark to show where there is room for one. */
export function gravest(remarks: readonly Remark[]): Remark | undefined {
  return [...remarks].sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity))[0];
}

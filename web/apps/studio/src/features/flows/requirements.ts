/** What a step still needs, known without asking the server. Pure. */

import type { Finding, Flow, Json, JsonObject, Severity, Step } from "@aqtra/model";

import type { Parameter, StepType } from "./types";
import { inOrder, lostPorts } from "./wiring";

export interface Remark {
  severity: Severity;
  /** Parameter it is about; null when it is about the step as a whole. */
  parameter: string | null;
  /** Key under `flows:remarks`, or the server's own words. */
  key?: "required" | "required_in_row" | "lost_source";
  text?: string;
  /** Title of the member that is missing in a row or an object, and the number of the row. */
  member?: string;
  row?: number;
}

export function valueOf(step: Step, parameter: Parameter): Json | undefined {
  if (parameter.stored === "name") return step.name;
  if (parameter.stored === "source") return step.source;
  return step.params[parameter.name] ?? parameter.default;
}

/** Whether a parameter means anything beside the others. Those of a row may depend on the row and on the step. */
export function isShown(step: Step, parameter: Parameter, among: readonly Parameter[]): boolean {
  if (parameter.hidden) return false;
  const condition = parameter.shown_when;
  if (!condition) return true;
  const other = among.find((candidate) => candidate.name === condition.setting);
  const value = other ? valueOf(step, other) : step.params[condition.setting];
  return (value ?? null) === condition.equals;
}

export function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** The step as the cells of one row see it: the row's members beside the settings. */
export function withRowOf(step: Step, row: JsonObject): Step {
  return { ...step, params: { ...step.params, ...row } };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
  const shown = type.parameters.filter((parameter) => isShown(step, parameter, type.parameters));
  const missing = shown
    .filter((parameter) => parameter.required && isEmpty(valueOf(step, parameter)))
    .map((parameter): Remark => ({ severity: "error", parameter: parameter.name, key: "required" }));
  const lost = lostPorts(flow, step, type).map(({ parameter }): Remark => ({ severity: "error", parameter, key: "lost_source" }));
  return [...missing, ...shown.flatMap((parameter) => unfilledRows(step, parameter)), ...lost];
}

function unfilledRows(step: Step, parameter: Parameter): Remark[] {
  const value = valueOf(step, parameter);
  const columns = parameter.columns ?? [];
  const rows = Array.isArray(value) ? (value as readonly Json[]) : isObject(value) ? [value] : [];
  return rows.flatMap((row, at) => {
    if (!isObject(row)) return [];
    const inside = withRowOf(step, row);
    return columns
      .filter((column) => column.required && isShown(inside, column, columns) && isEmpty(row[column.name] ?? column.default))
      .map((column): Remark => ({
        severity: "error",
        parameter: parameter.name,
        key: Array.isArray(value) ? "required_in_row" : "required",
        member: column.title,
        row: at + 1,
      }));
  });
}

const ORDER: Severity[] = ["error", "warning", "information"];

/** Gravest first; equals stay in their order. */
export function byGravity<Found extends { severity: Severity }>(remarks: readonly Found[]): Found[] {
  return [...remarks].sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));
}

/** The remark to show where there is room for one. */
export function gravest(remarks: readonly Remark[]): Remark | undefined {
  return byGravity(remarks)[0];
}

export interface StepRemark extends Remark {
  step: Step;
}

/** All remarks of a flow's steps in the order of the layout. */
export function remarksOfFlow(flow: Flow, typeOf: (id: string) => StepType | undefined, findings: readonly Finding[]): StepRemark[] {
  return inOrder(flow).flatMap((step) => remarksOf(flow, step, typeOf(step.type), findings).map((remark) => ({ ...remark, step })));
}

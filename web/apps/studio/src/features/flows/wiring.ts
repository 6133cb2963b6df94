/** Order and wiring of a flow's steps. Pure. */

import type { Flow, Json, Step } from "@aqtra/model";

import type { StepType } from "./types";

/** Steps in the order they run: stages left to right, steps top to bottom. */
export function inOrder(flow: Flow): Step[] {
  return flow.stages.flatMap((stage) => [...stage.steps]);
}

export function earlierThan(flow: Flow, stepId: string): Step[] {
  const steps = inOrder(flow);
  const at = steps.findIndex((step) => step.id === stepId);
  return at < 0 ? steps : steps.slice(0, at);
}

/** Where a new step of `stageId` takes its items from: the last step before it. */
export function defaultSource(flow: Flow, stageId: string): string[] {
  const at = flow.stages.findIndex((stage) => stage.id === stageId);
  const last = flow.stages.slice(0, at + 1).flatMap((stage) => [...stage.steps]).at(-1);
  return last ? [last.id] : [];
}

/** One stream that a step takes. Several sources mean their union in that order. */
export interface Port {
  /** Parameter that names the sources. */
  parameter: string;
  title: string;
  sources: readonly string[];
}

/** Ids in a setting of the type step_ref: one, several, or none. */
export function stepIds(value: Json | undefined): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return Array.isArray(value) ? (value as Json[]).filter((id): id is string => typeof id === "string") : [];
}

/** The parameters of a join that name its sources, in the order of the ports. */
export function joinParameters(type: StepType | undefined) {
  if (type?.input.mode !== "join") return [];
  return type.parameters.filter((parameter) => parameter.type === "step_ref" && parameter.stored === "params");
}

/** What feeds a step: of a join the streams its settings name, of others the one under `source`. */
export function portsOf(step: Step, type: StepType | undefined): Port[] {
  const named = joinParameters(type);
  if (named.length === 0) return [{ parameter: "source_step", title: "", sources: step.source }];
  return named.map(({ name, title }) => ({ parameter: name, title, sources: stepIds(step.params[name]) }));
}

export interface Wire {
  from: string;
  to: string;
  /** The source stands later than the step it feeds, which the server refuses. */
  backward: boolean;
  /** Place among the wires that end at the same step, and how many these are. */
  place: number;
  count: number;
  /** What tells it from the others at its end: its stream, its position in a union. */
  mark: string;
}

type TypeOf = (id: string) => StepType | undefined;

export function wires(flow: Flow, typeOf: TypeOf = () => undefined): Wire[] {
  const order = new Map(inOrder(flow).map((step, at) => [step.id, at]));
  return inOrder(flow).flatMap((step) => {
    const ports = portsOf(step, typeOf(step.type));
    const ends = ports.flatMap(({ title, sources }) => {
      const known = sources.filter((id) => order.has(id));
      return known.map((from, at) => ({ from, mark: markOf(ports.length > 1 ? title : "", known.length > 1 ? at + 1 : 0) }));
    });
    return ends.map(({ from, mark }, place) => ({
      from,
      to: step.id,
      backward: (order.get(from) ?? 0) >= (order.get(step.id) ?? 0),
      place,
      count: ends.length,
      mark,
    }));
  });
}

/** `L`, `R` for the streams of a join, `1`, `2` for the sources of a union, `L2` for both. */
function markOf(title: string, position: number): string {
  return `${title.slice(0, 1).toUpperCase()}${position === 0 ? "" : position}`;
}

/** Ports with a source that is gone or does not come before the step. */
export function lostPorts(flow: Flow, step: Step, type: StepType | undefined): Port[] {
  const known = new Set(earlierThan(flow, step.id).map((earlier) => earlier.id));
  return portsOf(step, type)
    .map((port) => ({ ...port, sources: port.sources.filter((id) => !known.has(id)) }))
    .filter((port) => port.sources.length > 0);
}

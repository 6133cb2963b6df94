/** Order and wiring of a flow's steps. Pure. */

import type { Flow, Step } from "@aqtra/model";

import type { FlowModels, ModelField } from "./types";

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

export interface Wire {
  from: string;
  to: string;
  /** The source stands later than the step it feeds, which the server refuses. */
  backward: boolean;
}

export function wires(flow: Flow): Wire[] {
  const order = new Map(inOrder(flow).map((step, at) => [step.id, at]));
  return inOrder(flow).flatMap((step) =>
    step.source
      .filter((id) => order.has(id))
      .map((from) => ({ from, to: step.id, backward: (order.get(from) ?? 0) >= (order.get(step.id) ?? 0) })),
  );
}

/** What the items look like when they reach a step: the fields of all its sources, each once. */
export function sourceFields(step: Step, models: FlowModels): ModelField[] {
  const byPath = new Map<string, ModelField>();
  for (const id of step.source) for (const field of models[id] ?? []) if (!byPath.has(field.path)) byPath.set(field.path, field);
  return [...byPath.values()];
}

/** Whether a step's source takes part in the flow at all and comes before it. */
export function lostSources(flow: Flow, step: Step): string[] {
  const known = new Set(earlierThan(flow, step.id).map((earlier) => earlier.id));
  return step.source.filter((id) => !known.has(id));
}

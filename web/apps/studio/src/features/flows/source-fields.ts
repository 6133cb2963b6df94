/** Fields that the pickers of a step offer. Pure. */

import type { Step } from "@aqtra/model";

import type { FlowModels, ModelField, Parameter, StepType } from "./types";
import { portsOf } from "./wiring";
import type { Port } from "./wiring";

/** The fields of several models, each once. */
function united(sources: readonly string[], models: FlowModels): ModelField[] {
  const byPath = new Map<string, ModelField>();
  for (const id of sources) for (const field of models[id] ?? []) if (!byPath.has(field.path)) byPath.set(field.path, field);
  return [...byPath.values()];
}

/** Word before which a join's stream is known in paths: `left` of the parameter `left_step`. */
function streamOf({ parameter }: Port): string {
  return parameter.replace(/_step$/, "");
}

/** What the items look like when they reach a step; those of a join's streams stand under the name of the stream. */
export function sourceFields(step: Step, type: StepType | undefined, models: FlowModels, port?: number): ModelField[] {
  const ports = portsOf(step, type);
  if (port !== undefined) return united(ports[port]?.sources ?? [], models);
  if (ports.length < 2) return united(ports[0]?.sources ?? [], models);
  return ports.flatMap((each) => united(each.sources, models).map((field) => ({ ...field, path: `${streamOf(each)}.${field.path}` })));
}

/** The fields inside the value at a path, by the path from there: of an array, those of its elements. */
export function fieldsWithin(fields: readonly ModelField[], path: string): ModelField[] {
  const starts = [`${path}[*].`, `${path}.`];
  return fields.flatMap((field) => {
    const start = starts.find((candidate) => field.path.startsWith(candidate));
    return start === undefined ? [] : [{ ...field, path: field.path.slice(start.length) }];
  });
}

/** The fields that the paths of one parameter may name. */
export function fieldsFor(step: Step, type: StepType | undefined, models: FlowModels, parameter: Parameter): ModelField[] {
  const fields = sourceFields(step, type, models, parameter.port);
  if (parameter.within === undefined) return fields;
  const path = step.params[parameter.within];
  return typeof path === "string" && path !== "" ? fieldsWithin(fields, path) : [];
}

/** The parameter that holds what another one chooses from: a setting, or a member of the same row. */
export function companionOf(parameter: Parameter, type: StepType | undefined): Parameter | undefined {
  if (parameter.of === undefined) return undefined;
  const all = type?.parameters ?? [];
  return [...all, ...all.flatMap(({ columns }) => columns ?? [])].find(({ name }) => name === parameter.of);
}

/** New flows, stages and steps. */

import type { ComponentDocument, Flow, FlowKind, JsonObject, Stage, Step } from "../documents";
import type { IdSource } from "../ids";
import { uniqueName } from "../naming";

const NAME_STARTS: Record<FlowKind, string> = {
  dataflow: "Data flow ",
  input_dataflow: "Input dataflow ",
  workflow: "Workflow ",
};

/** `Data flow <n>` with one empty stage. */
export function newFlow(document: ComponentDocument, ids: IdSource, kind: FlowKind = "dataflow"): Flow {
  return {
    key: ids.uuid(),
    kind,
    name: uniqueName(NAME_STARTS[kind], new Set(document.flows.map((flow) => flow.name))),
    restrict_access: false,
    generate_api_definition: false,
    stages: [newStage(ids)],
  };
}

export function newStage(ids: IdSource): Stage {
  return { id: ids.short(), name: "New stage", steps: [] };
}

/** A step named after its type; a second one of that type gets a number, because captions are unique in a flow. */
export function newStep(
  flow: Flow,
  type: string,
  title: string,
  ids: IdSource,
  source: readonly string[] = [],
  params: JsonObject = {},
): Step {
  const taken = new Set(flow.stages.flatMap((stage) => stage.steps.map((step) => step.name)));
  const name = taken.has(title) ? uniqueName(`${title} `, new Set([...taken, `${title} 1`])) : title;
  return { id: ids.short(), type, name, source, params, branches: {} };
}

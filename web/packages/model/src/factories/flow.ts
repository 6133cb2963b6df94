/** New flows, stages and steps. */

import type { ComponentDocument, Flow, FlowKind, JsonObject, Stage, Step } from "../documents";
import type { IdSource } from "../ids";
import { uniqueName } from "../naming";

const NAME_STARTS: Record<FlowKind, string> = {
  dataflow: "Data flow ",
  input_dataflow: "Input dataflow ",
  workflow: "Workflow ",
};
/** A component has one of these, so that it needs no number. */
const INPUT_DATAFLOW = "Input dataflow";

/** `Data flow <n>`, or `Input dataflow`, with one empty stage. */
export function newFlow(document: ComponentDocument, ids: IdSource, kind: FlowKind = "dataflow"): Flow {
  return {
    key: ids.uuid(),
    kind,
    name: flowName(document, kind),
    restrict_access: false,
    generate_api_definition: false,
    atomic: false,
    safe_to_repeat: false,
    stages: [newStage(ids)],
  };
}

function flowName(document: ComponentDocument, kind: FlowKind): string {
  const taken = new Set(document.flows.map((flow) => flow.name));
  return kind === "input_dataflow" && !taken.has(INPUT_DATAFLOW) ? INPUT_DATAFLOW : uniqueName(NAME_STARTS[kind], taken);
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

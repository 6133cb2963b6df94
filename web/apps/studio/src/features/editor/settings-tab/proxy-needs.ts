/** What a component still needs before its entries can be read from another system. */
import type { ComponentDocument, Flow, IdSource, Step } from "@aqtra/model";
import { newFlow, newStage, newStep, walkSteps } from "@aqtra/model";

export const QUERY_ENTRY = "proxy_query_entry";
export const GET_ENTRY = "proxy_get_entry";
const ANSWER = "write_response";

/** The conditions of proxy mode, in the order in which they are met. */
export type Need = "flow" | "query_entry" | "get_entry" | "query_property";

export interface NeedState {
  need: Need;
  met: boolean;
}

export function inputFlow(document: ComponentDocument): Flow | undefined {
  return document.flows.find(({ kind }) => kind === "input_dataflow");
}

export function proxyNeeds(document: ComponentDocument): NeedState[] {
  const flow = inputFlow(document);
  const steps = flow ? [...walkSteps(flow)] : [];
  return [
    { need: "flow", met: flow !== undefined },
    { need: "query_entry", met: isAnswered(steps, QUERY_ENTRY) },
    { need: "get_entry", met: isAnswered(steps, GET_ENTRY) },
    { need: "query_property", met: document.properties.some(({ query }) => query) },
  ];
}

/** Whether there is such an entry step and something after it writes the response. */
function isAnswered(steps: readonly Step[], type: string): boolean {
  const reached = new Set(steps.filter((step) => step.type === type).map(({ id }) => id));
  for (const step of steps) if (step.source.some((id) => reached.has(id))) reached.add(step.id);
  return reached.size > 0 && steps.some((step) => step.type === ANSWER && reached.has(step.id));
}

export interface FlowWords {
  requests: string;
  answer: string;
  list: string;
  one: string;
  response: string;
}

/** An Input dataflow with both ways in and the way out: what asks the other system goes in between. */
export function newInputFlow(document: ComponentDocument, ids: IdSource, words: FlowWords): Flow {
  const flow = newFlow(document, ids, "input_dataflow");
  const list = newStep(flow, QUERY_ENTRY, words.list, ids);
  const one = newStep(flow, GET_ENTRY, words.one, ids);
  const answer = newStep(flow, ANSWER, words.response, ids, [list.id, one.id]);
  return {
    ...flow,
    stages: [
      { ...newStage(ids), name: words.requests, steps: [list, one] },
      { ...newStage(ids), name: words.answer, steps: [answer] },
    ],
  };
}

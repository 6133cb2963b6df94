import type { Flow } from "../documents";
import type { Command } from "./command";
import type { FlowDraft } from "./draftTree";
import { insertAt } from "./lists";

export function addFlow(flow: Flow, index?: number): Command {
  return { label: "addFlow", run: (draft) => insertAt(draft.flows, index, flow as FlowDraft) };
}

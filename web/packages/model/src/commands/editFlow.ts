import type { Flow } from "../documents";
import { flowNameProblem } from "../naming";
import type { Command } from "./command";
import { flowOf } from "./draftTree";

export type FlowEdit = Partial<Pick<Flow, "name" | "restrict_access" | "generate_api_definition" | "atomic" | "safe_to_repeat">>;

/** Changes the header of a flow. Flows are referred to by key, so a new name changes nothing else; a taken one is refused. */
export function editFlow(flowKey: string, edit: FlowEdit, merge?: string): Command {
  return {
    label: edit.name === undefined ? "editFlow" : "renameFlow",
    ...(merge === undefined ? {} : { merge: `${merge}:${flowKey}` }),
    run: (draft) => {
      const flow = flowOf(draft, flowKey);
      if (!flow) return;
      if (edit.name !== undefined && flowNameProblem(draft, flowKey, edit.name) !== null) return;
      Object.assign(flow, edit);
    },
  };
}

export function renameFlow(flowKey: string, name: string): Command {
  return editFlow(flowKey, { name });
}

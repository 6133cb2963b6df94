import type { Command } from "./command";
import { removeWhere } from "./lists";

/** Removes a flow; `referenceUses` lists what starts it. */
export function removeFlow(flowKey: string): Command {
  return { label: "removeFlow", run: (draft) => removeWhere(draft.flows, (flow) => flow.key === flowKey) };
}

import type { Command } from "./command";
import { moveWithin } from "./lists";

export function moveFlow(flowKey: string, index: number): Command {
  return {
    label: "moveFlow",
    run: (draft) => moveWithin(draft.flows, draft.flows.findIndex((flow) => flow.key === flowKey), index),
  };
}

import type { Command } from "./command";
import { flowOf } from "./draftTree";
import { removeWhere } from "./lists";

/** Removes a step. Steps that take it as their source keep naming it and are reported. */
export function removeStep(flowKey: string, stepId: string): Command {
  return {
    label: "removeStep",
    run: (draft) => {
      for (const stage of flowOf(draft, flowKey)?.stages ?? []) {
        removeWhere(stage.steps, (step) => step.id === stepId);
      }
    },
  };
}

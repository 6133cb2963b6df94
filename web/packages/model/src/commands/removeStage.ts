import type { Command } from "./command";
import { flowOf } from "./draftTree";
import { removeWhere } from "./lists";

/** Removes a stage with its steps. Steps elsewhere that use them keep naming them and are reported. */
export function removeStage(flowKey: string, stageId: string): Command {
  return {
    label: "removeStage",
    run: (draft) => {
      const flow = flowOf(draft, flowKey);
      if (flow) removeWhere(flow.stages, (stage) => stage.id === stageId);
    },
  };
}

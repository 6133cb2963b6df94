import type { Command } from "./command";
import { flowOf } from "./draftTree";
import { moveWithin } from "./lists";

export function moveStage(flowKey: string, stageId: string, index: number): Command {
  return {
    label: "moveStage",
    run: (draft) => {
      const stages = flowOf(draft, flowKey)?.stages;
      if (stages) moveWithin(stages, stages.findIndex((stage) => stage.id === stageId), index);
    },
  };
}

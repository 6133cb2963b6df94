import type { Command } from "./command";
import { flowOf } from "./draftTree";
import { insertAt } from "./lists";

/** Moves a step into a stage. `index` counts the stage's steps as they are before the move. */
export function moveStep(flowKey: string, stepId: string, stageId: string, index: number): Command {
  return {
    label: "moveStep",
    run: (draft) => {
      const stages = flowOf(draft, flowKey)?.stages;
      const from = stages?.find((stage) => stage.steps.some((step) => step.id === stepId));
      const to = stages?.find((stage) => stage.id === stageId);
      if (!from || !to) return;
      const position = from.steps.findIndex((step) => step.id === stepId);
      const target = from === to && index > position ? index - 1 : index;
      if (from === to && target === position) return;
      const [step] = from.steps.splice(position, 1);
      if (step) insertAt(to.steps, target, step);
    },
  };
}

import type { Step } from "../documents";
import type { Command } from "./command";
import { stageOf } from "./draftTree";
import type { StepDraft } from "./draftTree";
import { insertAt } from "./lists";

export function addStep(flowKey: string, stageId: string, step: Step, index?: number): Command {
  return {
    label: "addStep",
    run: (draft) => {
      const stage = stageOf(draft, flowKey, stageId);
      if (stage) insertAt(stage.steps, index, step as StepDraft);
    },
  };
}

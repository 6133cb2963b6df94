import type { Stage } from "../documents";
import type { Command } from "./command";
import { flowOf } from "./draftTree";
import type { StageDraft } from "./draftTree";
import { insertAt } from "./lists";

export function addStage(flowKey: string, stage: Stage, index?: number): Command {
  return {
    label: "addStage",
    run: (draft) => {
      const flow = flowOf(draft, flowKey);
      if (flow) insertAt(flow.stages, index, stage as StageDraft);
    },
  };
}
